import { expect, it } from "vitest";
import { memorySearchOf } from "./memory-search-request";

it.each([
  '{"field":"user_id"}',
  '{"field":"nothing","operator":"eq","value":"a"}',
  '{"and":[{"field":"user_id"}]}',
])("never ignores a filter whose conditions are not sound: %s", (filter) => {
  expect(() => memorySearchOf(new URLSearchParams({ filter }))).toThrow(/is not valid/);
});

it("reads a sound one", () => {
  const filter = { field: "user_id", operator: "eq", value: "caroline" };
  const search = memorySearchOf(new URLSearchParams({ filter: JSON.stringify(filter) }));
  expect(search.filter).toEqual(filter);
});
