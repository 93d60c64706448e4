import { describe, expect, it } from "vitest";
import type { Filter } from "@/lib/filters/filter";
import { namedUsersMax } from "@/lib/stores/residue";
import { namedUsersOf } from "./named-users";
import { emptyScope } from "./scope/scope";

const matching = (filter: Filter | null) =>
  namedUsersOf({ kind: "matching", filter, excludedIds: [], keepsImmutable: false });
const user = (value: string): Filter => ({ field: "user_id", operator: "eq", value });

describe("the users that a selection names", () => {
  it("are those of a person's aliases, once each and in order", () => {
    expect(
      matching({
        or: [user("iris"), { field: "user_id", operator: "in", value: ["i@example.com", "iris"] }],
      }),
    ).toEqual(["iris", "i@example.com"]);
  });

  it("are named also where only a part of their memories is taken", () => {
    expect(
      matching({ and: [user("iris"), { field: "text", operator: "icontains", value: "loft" }] }),
    ).toEqual(["iris"]);
    const scope = { ...emptyScope, user_id: "iris", run_id: "run-7" };
    expect(namedUsersOf({ kind: "scope", scope, excludedIds: [], keepsImmutable: true })).toEqual(["iris"]);
  });

  it("are not those that it leaves out, any user, or another kind of entity", () => {
    expect(matching({ not: user("iris") })).toEqual([]);
    expect(matching(null)).toEqual([]);
    const scope = { ...emptyScope, user_id: "*" };
    expect(namedUsersOf({ kind: "scope", scope, excludedIds: [], keepsImmutable: false })).toEqual([]);
    expect(namedUsersOf({ kind: "entity", entity: { kind: "agent", value: "iris" } })).toEqual([]);
  });

  it("are no more than can be asked about", () => {
    const value = Array.from({ length: namedUsersMax + 5 }, (_, index) => `user ${index}`);
    expect(matching({ field: "user_id", operator: "in", value })).toHaveLength(namedUsersMax);
  });
});
