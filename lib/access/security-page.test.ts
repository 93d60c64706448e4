import { existsSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";

// docs/security.md says which items of the ASVS are met, and by which test. Each of these tests names its items.

type Row = { items: string; status: string; file: string };

const rows: Row[] = readFileSync("docs/security.md", "utf8")
  .split("\n")
  .flatMap((line) => {
    const [, items = "", , status = "", file = ""] = line.split("|").map((cell) => cell.trim());
    return /^\d+\.\d/.test(items) ? [{ items, status, file: file.replaceAll("`", "") }] : [];
  });

describe("docs/security.md", () => {
  it("has the items of the standard, each with a status", () => {
    expect(rows.length).toBeGreaterThan(80);
    expect(rows.filter(({ status }) => !/^(met|in part|not met)\b/.test(status))).toEqual([]);
  });

  it.each(rows.filter(({ file }) => file !== "–"))("$items: $file names it", ({ items, file }) => {
    expect(existsSync(file), file).toBe(true);
    expect(readFileSync(file, "utf8")).toContain(`ASVS ${items}`);
  });

  it("says why an item is not met, or only in part", () => {
    const others = rows.filter(({ status }) => !status.startsWith("met"));
    expect(others.filter(({ status }) => !status.includes(": "))).toEqual([]);
  });
});
