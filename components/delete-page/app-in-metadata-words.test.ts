import { expect, it } from "vitest";
import { appInMetadataWords } from "./app-in-metadata-words";

it("tells of memories that name an app in metadata only, and never takes what was not looked at for none", () => {
  expect(appInMetadataWords({ value: 0, isExact: true })).toBeNull();
  expect(appInMetadataWords({ value: 0, isExact: false })).toMatch(/^Not all memories could be checked/);
  expect(appInMetadataWords({ value: 1, isExact: true })).toMatch(/^1 memory has this ID .* is not deleted/);
  expect(appInMetadataWords({ value: 2000, isExact: false })).toMatch(/^At least 2,000 memories have/);
});
