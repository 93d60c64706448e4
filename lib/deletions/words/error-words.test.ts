import { expect, it } from "vitest";
import { deletionErrorWords, itemErrorWords } from "./error-words";
import { deletionErrorCodes } from "../types";

it.each(deletionErrorCodes)("has a sentence for %s that does not show the code", (code) => {
  expect(deletionErrorWords(code)).not.toContain(code);
});

it("says of a failed database what it means, and names the code", () => {
  expect(deletionErrorWords("database_53100")).toMatch(
    /disk of Lethe's database was full.*\(53100\).*may still be stored/,
  );
  expect(itemErrorWords("database_57014")).toContain("took too long");
});

it("never hides a code it does not know", () => {
  expect(deletionErrorWords("brand_new")).toContain("brand_new");
  expect(itemErrorWords("brand_new")).toContain("brand_new");
});

it("says what a remote store answered, and what of the rest", () => {
  expect(deletionErrorWords("store_unauthorized")).toMatch(/did not accept the key\. .*may still be stored/);
  expect(itemErrorWords("store_refused")).toBe("The store refused it.");
});
