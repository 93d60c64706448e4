import { randomUUID } from "node:crypto";
import { describe, expect, it } from "vitest";
import type { Filter } from "@/lib/filters/filter";
import type { EntityField } from "@/lib/memories/types";
import { memoryIdSchema } from "@/lib/memories/memory-id-schema";
import { comparedWithStore, effectOf, needsDeleteAll, type Effect } from "./effect";
import { type Coverage } from "@/lib/stores/selection";
import { effectSentences } from "../words/effect-sentences";
import { keepingImmutable } from "./keeping-immutable";
import { emptyScope, type Scope } from "../scope/scope";
import type { Selection } from "../types";

const left = { excludedIds: [], keepsImmutable: false };
const scope = (part: Partial<Scope>): Selection => ({
  kind: "scope",
  scope: { ...emptyScope, ...part },
  ...left,
});
const matching = (filter: Filter): Selection => ({ kind: "matching", filter, ...left });
const present = (field: EntityField): Filter => ({ field, operator: "present" });
const is = (field: EntityField, value: string): Filter => ({ field, operator: "eq", value });
const isOf = (filter: Filter) => matching(filter);
const ids = [memoryIdSchema.parse(randomUUID())];
const listed: Selection = { kind: "listed", ids };
const nothingElse: Coverage = { isEverything: true, allWith: [] };
const allWith = (...fields: EntityField[]): Coverage => ({ isEverything: false, allWith: fields });
const wildcards = (...fields: EntityField[]): Effect => ({ kind: "all_with", fields, isWildcard: true });
const covered = (...fields: EntityField[]): Effect => ({ kind: "all_with", fields, isWildcard: false });

it.each<[string, Selection, Coverage | null, Effect, boolean]>([
  [
    "a wipe",
    scope({ user_id: "*", agent_id: "*", app_id: "*", run_id: "*" }),
    null,
    { kind: "everything" },
    true,
  ],
  ["a wildcard", scope({ user_id: "*" }), allWith(), wildcards("user_id"), true],
  ["a wildcard beside a name", scope({ user_id: "*", agent_id: "bot" }), null, wildcards("user_id"), true],
  ["a wildcard that leaves nothing", scope({ user_id: "*" }), nothingElse, { kind: "everything" }, true],
  ["“has any value”", isOf(present("user_id")), allWith("user_id"), wildcards("user_id"), true],
  [
    "“is not empty” denied twice",
    isOf({ not: { field: "run_id", operator: "absent" } }),
    null,
    wildcards("run_id"),
    true,
  ],
  ["one group of one", isOf({ or: [{ and: [present("app_id")] }] }), null, wildcards("app_id"), true],
  [
    "“has any value” beside a name",
    isOf({ and: [is("agent_id", "bot"), present("user_id")] }),
    null,
    wildcards("user_id"),
    true,
  ],
  [
    "“has any value” that says more",
    isOf({ and: [present("user_id"), { field: "text", operator: "icontains", value: "tea" }] }),
    allWith(),
    { kind: "some" },
    false,
  ],
  [
    "a filter that takes everything",
    isOf({ field: "created_at", operator: "gt", value: "1970-01-01" }),
    nothingElse,
    { kind: "everything" },
    true,
  ],
  [
    "a filter that takes every user's",
    isOf({ field: "user_id", operator: "in", value: ["a", "b"] }),
    allWith("user_id"),
    covered("user_id"),
    true,
  ],
  [
    "a filter that takes some",
    isOf({ field: "text", operator: "icontains", value: "tea" }),
    allWith(),
    { kind: "some" },
    false,
  ],
  ["a store's only user of many", scope({ user_id: "ann" }), nothingElse, { kind: "everything" }, true],
  [
    "the only user beside memories of nobody",
    scope({ user_id: "ann" }),
    allWith("user_id"),
    covered("user_id"),
    false,
  ],
  ["a user with the only app", scope({ user_id: "ann" }), allWith("app_id"), { kind: "some" }, false],
  [
    "an entity with the only app",
    { kind: "entity", entity: { kind: "user", value: "ann" } },
    allWith("app_id"),
    { kind: "some" },
    false,
  ],
  ["few of one user", scope({ user_id: "ann" }), null, { kind: "some" }, false],
  ["listed ones", listed, null, { kind: "some" }, false],
])("tells the effect of %s", (_name, selection, coverage, effect, isForAdmins) => {
  expect(effectOf(selection, coverage)).toEqual(effect);
  expect(needsDeleteAll(selection, effect)).toBe(isForAdmins);
});

describe("what is compared with the store", () => {
  it("is the filter alone: what is left out of it changes nothing", () => {
    const since: Filter = { field: "created_at", operator: "gt", value: "1970-01-01" };
    const selection: Selection = { kind: "matching", filter: since, excludedIds: ids, keepsImmutable: true };
    expect(comparedWithStore(selection)).toEqual({ filter: since, fromCount: 1 });
  });

  it.each<[string, Selection]>([
    ["one named user, as a scope", scope({ user_id: "ann" })],
    ["as an entity", { kind: "entity", entity: { kind: "user", value: "ann" } }],
    ["as a filter", isOf(is("user_id", "ann"))],
    ["as a list of one", isOf({ field: "user_id", operator: "in", value: ["ann"] })],
    ["narrowed", isOf({ and: [is("user_id", "ann"), { field: "immutable", operator: "eq", value: false }] })],
  ])("begins at 20 memories for %s", (_name, selection) => {
    expect(comparedWithStore(selection)?.fromCount).toBe(20);
  });

  it.each<[string, Selection]>([
    ["listed ids", listed],
    ["listed ids of which the immutable ones stay", keepingImmutable(listed)],
    [
      "more than one condition can list",
      keepingImmutable({ kind: "listed", ids: Array.from({ length: 1_001 }, () => ids).flat() }),
    ],
    ["the sample", isOf({ field: "sample", operator: "eq", value: true })],
    ["a wipe", scope({ user_id: "*", agent_id: "*", app_id: "*", run_id: "*" })],
  ])("is nothing for %s", (_name, selection) => {
    expect(comparedWithStore(selection)).toBeNull();
  });
});

it.each<[string, Selection, Effect, RegExp[]]>([
  ["some", isOf(is("user_id", "ann")), { kind: "some" }, []],
  [
    "everything by a filter",
    isOf(present("user_id")),
    { kind: "everything" },
    [/^This deletes every memory in Built-in store: all 12 memories\./],
  ],
  [
    "everything but what is left out",
    { ...isOf(present("user_id")), excludedIds: ids } as Selection,
    { kind: "everything" },
    [/^This matches every memory in Built-in store\. Only what you leave out and memories stored after/],
  ],
  [
    "a wildcard by a filter",
    isOf(present("user_id")),
    wildcards("user_id"),
    [/no matter which user they have\.$/],
  ],
  [
    "two kinds",
    isOf(present("user_id")),
    covered("user_id", "run_id"),
    [/^This matches every memory in Built-in store that has any user or any run\.$/],
  ],
  [
    "a wildcard by a scope",
    scope({ user_id: "*" }),
    wildcards("user_id"),
    [/^Deletes 12 memories that have any user\.$/, /stay/, /not a project wipe/],
  ],
])("says what has to be read: %s", (_name, selection, effect, sentences) => {
  const said = effectSentences({ selection, effect, count: 12 }, "Built-in store");
  expect(said).toEqual(sentences.map((sentence) => expect.stringMatching(sentence) as string));
});
