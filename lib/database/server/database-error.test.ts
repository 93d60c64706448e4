import { sql } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import { useTestDatabase } from "@/testing/test-database";
import { awayDigest } from "@/lib/database/away-digest";
import { DatabaseError, databaseErrorFrom, isOutage } from "./database-error";

const test = useTestDatabase();
const failureOf = (query: Promise<unknown>): Promise<unknown> =>
  query.then(
    () => null,
    (error: unknown) => error,
  );

describe("an outage", () => {
  it.each(["57P01", "53300", "08006", "25006", "ECONNREFUSED", "EPIPE", "ECONNABORTED"])("is %s", (code) => {
    const error = databaseErrorFrom(Object.assign(new Error("a text"), { code }));
    expect(isOutage(error)).toBe(true);
    expect(error.digest).toBe(awayDigest);
  });

  it("is what the driver says of a lost connection, without a code", () => {
    expect(isOutage(databaseErrorFrom(new Error("Connection terminated unexpectedly")))).toBe(true);
  });

  it.each(["57014", "23505", "22P02"])("is not %s", (code) => {
    const error = databaseErrorFrom(Object.assign(new Error("a text"), { code }));
    expect(isOutage(error)).toBe(false);
    expect(error.digest).toBeUndefined();
  });

  it("is no mistake in a query or an answer, which would be waited for without end", async () => {
    const circle: Record<string, unknown> = {};
    circle["self"] = circle;
    const database = test.database();
    const failures = [
      await failureOf(database.execute(sql`select ${circle}::jsonb`)),
      await failureOf(
        database.execute(
          sql`select (repeat('[', 9000) || '12345678901234567890' || repeat(']', 9000))::json`,
        ),
      ),
    ];
    for (const failure of failures) {
      expect(failure).toBeInstanceOf(DatabaseError);
      expect(isOutage(failure)).toBe(false);
    }
    expect((await database.execute(sql`select 1 as one`)).rows).toEqual([{ one: 1 }]);
  });
});
