import { describe, expect, it } from "vitest";
import type { Filter } from "@/lib/filters/filter";
import { isAboutUser } from "./about-user";
import { emptyScope } from "../scope/scope";
import type { Selection } from "../types";

const noExceptions = { excludedIds: [], keepsImmutable: false };
const byScope = (scope: Partial<typeof emptyScope>): Selection => ({
  kind: "scope",
  scope: { ...emptyScope, ...scope },
  ...noExceptions,
});
const byFilter = (filter: Filter): Selection => ({ kind: "matching", filter, ...noExceptions });

describe("isAboutUser", () => {
  it.each<[Selection, boolean]>([
    [byScope({ user_id: "maya" }), true],
    [byScope({ user_id: "*" }), true],
    [byScope({ agent_id: "*" }), false],
    [byScope({ user_id: "*", agent_id: "*", app_id: "*", run_id: "*" }), false],
    [{ kind: "entity", entity: { kind: "user", value: "maya" } }, true],
    [{ kind: "entity", entity: { kind: "run", value: "maya" } }, false],
    [{ kind: "listed", ids: [] }, false],
    [byFilter({ field: "user_id", operator: "in", value: ["maya"] }), true],
    [byFilter({ field: "user_id", operator: "absent" }), false],
    [byFilter({ not: { and: [{ field: "user_id", operator: "eq", value: "maya" }] } }), true],
    [byFilter({ field: "app_id", operator: "eq", value: "web" }), false],
  ])("%j: %s", (selection, expected) => {
    expect(isAboutUser(selection)).toBe(expected);
  });
});
