import { expect, it } from "vitest";
import type { Filter } from "@/lib/filters/filter";
import { entityNamesOf } from "./entity-names";
import { emptyScope } from "./scope/scope";

const user = (value: string) => ({ field: "user_id" as const, operator: "eq" as const, value });
const agents = (...value: string[]) => ({ field: "agent_id" as const, operator: "in" as const, value });
const matching = (filter: Filter | null) => ({
  kind: "matching" as const,
  filter,
  excludedIds: [],
  keepsImmutable: false,
});

it("names whom a selection is about, as far as it says so", () => {
  const scope = { ...emptyScope, user_id: "caroline", agent_id: "*", run_id: "r1" };
  expect(entityNamesOf({ kind: "scope", scope, excludedIds: [], keepsImmutable: false })).toEqual([
    "caroline",
    "r1",
  ]);
  expect(entityNamesOf({ kind: "entity", entity: { kind: "app", value: "shop" } })).toEqual(["shop"]);
  expect(entityNamesOf({ kind: "listed", count: 3 })).toEqual([]);
  expect(entityNamesOf(matching(null))).toEqual([]);
  expect(
    entityNamesOf(matching({ and: [user("caroline"), { or: [agents("a", "b"), user("caroline")] }] })),
  ).toEqual(["caroline", "a", "b"]);
  expect(entityNamesOf(matching({ not: user("caroline") }))).toEqual([]);
  expect(entityNamesOf(matching({ field: "text", operator: "icontains", value: "caroline" }))).toEqual([]);
  expect(entityNamesOf(matching({ field: "user_id", operator: "ne", value: "caroline" }))).toEqual([]);
});
