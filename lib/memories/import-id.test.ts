import { expect, it } from "vitest";
import { newImportId } from "./import-id";
import { importWords } from "@/lib/filters/import-words";

it("calls an import by when it began", () => {
  const at = new Date("2026-11-28T18:20:31.789Z");
  const ids = [newImportId(at), newImportId(at)];
  expect(ids.map(importWords)).toEqual(["2026-11-28 18:20:31 UTC", "2026-11-28 18:20:31 UTC"]);
  expect(ids[0]).not.toBe(ids[1]);
  expect(newImportId(new Date("2100-01-01T00:00:00Z")) > newImportId(at)).toBe(true);
  expect(importWords("3f0c2b8e-5d1a-4c7e-9b52-8f6a1d0e7c34")).toBe("3f0c2b8e-5d1a-4c7e-9b52-8f6a1d0e7c34");
});
