import { describe, expect, it } from "vitest";
import { parseExact } from "@/lib/json/parse-exact";
import { describeScope } from "../words/describe-scope";
import { emptyScope, isWipe, scopeReach, wildcardsOf, type Scope } from "./scope";
import { scopeSchema, sentMetadataSchema } from "./scope-schema";
import { storeSelectionOf } from "../request/store-selection";

const scope = (part: Partial<Scope>): Scope => ({ ...emptyScope, ...part });
const all = { user_id: "*", agent_id: "*", app_id: "*", run_id: "*" };

describe("a scope from outside", () => {
  it.each(["", null, undefined])("takes %j for no filter", (user_id) => {
    expect(scopeReach(scopeSchema.parse({ user_id, metadata: {} }))).toEqual({ kind: "nothing" });
  });

  it.each([" ali ", " ", "\t\n", "\u00a0", "\u3000", "\u200b"])(
    "takes %j for the id that it is",
    (user_id) => {
      expect(scopeSchema.parse({ user_id }).user_id).toBe(user_id);
    },
  );

  it("keeps every digit of a number, and refuses one that was rounded", () => {
    const metadata = parseExact('{"order": 1161888007138312193, "n": 5, "share": 0.1234567890123456789}');
    const kept = {
      order: { number: "1161888007138312193" },
      n: 5,
      share: { number: "0.1234567890123456789" },
    };
    expect(scopeSchema.parse({ metadata }).metadata).toEqual(kept);
    // On its way through a page, an action or the database.
    expect(scopeSchema.parse({ metadata: JSON.parse(JSON.stringify(kept)) as unknown }).metadata).toEqual(
      kept,
    );
    expect(sentMetadataSchema.safeParse(kept).success).toBe(false);
    const rounded = JSON.parse('{"order": 1161888007138312193}') as unknown;
    expect(scopeSchema.safeParse({ metadata: rounded }).success).toBe(false);
  });

  it.each([
    { user: "ali" },
    { user_id: 5 },
    { user_id: "a\u0000" },
    { metadata: { tags: ["a"] } },
    { metadata: { "": 1 } },
    { metadata: [1] },
    { metadata: { a: "\u0000" } },
    { user_id: "ali", metadata: JSON.parse('{"__proto__": "x", "a": 1}') as unknown },
  ])("refuses %j", (input) => {
    expect(scopeSchema.safeParse(input).success).toBe(false);
  });
});

describe("wildcards", () => {
  it("are the whole value, and not a part of one", () => {
    expect(wildcardsOf(scope({ user_id: "*", agent_id: "ali*", app_id: " *" }))).toEqual(["user_id"]);
    expect(scopeReach(scope({ user_id: "ali*" }))).toEqual({
      kind: "matching",
      filter: { field: "user_id", operator: "eq", value: "ali*" },
    });
  });

  it("wipe when they are four and alone, and narrow otherwise", () => {
    expect(scopeReach(scope(all))).toEqual({ kind: "everything" });
    expect(isWipe(scope({ ...all, run_id: null }))).toBe(false);
    expect(isWipe(scope({ ...all, metadata: { tier: "gold" } }))).toBe(false);
    expect(scopeReach(scope({ ...all, metadata: { tier: "gold" } }))).toMatchObject({
      kind: "matching",
      filter: { and: [{ operator: "present" }, {}, {}, {}, { field: "metadata", key: "tier" }] },
    });
  });
});

describe("in the terms of a store", () => {
  const left = { excludedIds: [], keepsImmutable: false };

  it("nothing is an error, in every kind of selection", () => {
    for (const selection of [
      { kind: "scope" as const, scope: emptyScope, ...left },
      { kind: "matching" as const, filter: null, ...left },
    ]) {
      expect(() => storeSelectionOf(selection)).toThrow(
        /^No filter: .*user_id, agent_id, app_id or run_id.*"\*"/,
      );
    }
  });

  it("a wipe spares nothing", () => {
    const wipe = { kind: "scope" as const, scope: scope(all) };
    expect(storeSelectionOf({ ...wipe, ...left })).toEqual({
      kind: "matching",
      filter: null,
      excludedIds: [],
    });
    expect(() => storeSelectionOf({ ...wipe, ...left, keepsImmutable: true })).toThrow("A wipe takes every");
  });

  it("immutable memories stay when they are to", () => {
    const selection = {
      kind: "scope" as const,
      scope: scope({ run_id: "r" }),
      excludedIds: [],
      keepsImmutable: true,
    };
    expect(storeSelectionOf(selection)).toMatchObject({
      filter: {
        and: [
          { field: "run_id", operator: "eq", value: "r" },
          { field: "immutable", operator: "eq", value: false },
        ],
      },
    });
  });

  it("an entity is what names it", () => {
    expect(
      storeSelectionOf({ kind: "entity", entity: { kind: "app", value: "*" } }),
      "a literal star is an app's name here",
    ).toMatchObject({ filter: { field: "app_id", operator: "eq", value: "*" } });
  });
});

it.each<[Partial<Scope>, string]>([
  [{}, ""],
  [all, "of the whole store"],
  [{ user_id: "caroline" }, "of user caroline"],
  [{ user_id: "caroline smith", agent_id: "*" }, "of user “caroline smith” and any agent"],
  [{ user_id: "*", agent_id: "*", run_id: "*" }, "of any user, any agent and any run"],
  [{ metadata: { tier: "gold", n: 5 } }, "where metadata tier is gold and metadata n is 5"],
  [{ app_id: "*", metadata: { tier: "gold" } }, "of any app, where metadata tier is gold"],
])("describes %j", (part, words) => {
  expect(describeScope(scope(part))).toBe(words);
});
