import { createLoader } from "nuqs/server";
import { describe, expect, it } from "vitest";
import { entitySearchString } from "./entity-queries";
import { entitySearchFrom, entitySearchParams, type EntitySearch } from "./entity-search";

const load = createLoader(entitySearchParams);
const read = (query: string) => entitySearchFrom(load(new URLSearchParams(query)));

const usual: EntitySearch = {
  kind: "user",
  text: "",
  sort: { field: "count", direction: "desc" },
  limit: 50,
  cursor: null,
};

describe("entitySearchFrom", () => {
  it("reads an empty address as users, those with most memories first", () => {
    expect(read("")).toEqual({ ok: true, search: usual });
    expect(entitySearchString(usual)).toBe("");
  });

  it.each<EntitySearch>([
    { ...usual, kind: "run", text: "50%_~&", limit: 200 },
    {
      ...usual,
      sort: { field: "name", direction: "asc" },
      cursor: { direction: "after", position: { field: "name", value: "~a~b" } },
    },
    { ...usual, cursor: { direction: "before", position: { field: "count", count: 12, value: "a~b" } } },
    {
      ...usual,
      sort: { field: "last_activity", direction: "asc" },
      cursor: {
        direction: "after",
        position: { field: "last_activity", at: "2026-01-02T03:04:05.678Z", value: "" },
      },
    },
  ])("reads what it has written: $kind $sort.field", (search) => {
    expect(read(entitySearchString(search))).toEqual({ ok: true, search });
  });

  it.each([
    ["kind=person", "The kind of entity in this link is not valid."],
    ["sort=count", "The order in this link is not valid."],
    ["sort=count.up", "The order in this link is not valid."],
    ["size=51", "The page size in this link is not valid."],
    ["size=100000", "The page size in this link is not valid."],
    ["q=%00", "The search in this link is not valid."],
    [`q=${"a".repeat(8193)}`, "The search in this link is not valid."],
    ["after=maya", "The page in this link is not valid."],
    ["after=many~maya", "The page in this link is not valid."],
    ["sort=count.desc&after=99999999999999999999~maya", "The page in this link is not valid."],
    ["sort=last_activity.asc&after=3~maya", "The page in this link is not valid."],
  ])("ignores no part it cannot read: %s", (query, problem) => {
    expect(read(query)).toEqual({ ok: false, problem });
  });
});
