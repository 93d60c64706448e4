import { describe, expect, it } from "vitest";
import { DatabaseError } from "@/lib/database/server/database-error";
import { errorForLog } from "./error-for-log";

describe("an error in the log", () => {
  it("has its name and code, never its message (ASVS 7.4.1)", () => {
    expect(errorForLog(new TypeError("Maya lives in Utrecht"))).toBe("TypeError");
    expect(errorForLog(new DatabaseError("53100"))).toBe("DatabaseError 53100");
  });

  it("has the code of its cause when it has none itself", () => {
    const wrapped = new Error("insert … Maya lives in Utrecht", { cause: new DatabaseError("23505") });
    expect(errorForLog(wrapped)).toBe("Error 23505");
  });

  it("is named by its type when it is no error", () => {
    expect(errorForLog("Maya lives in Utrecht")).toBe("string");
  });
});
