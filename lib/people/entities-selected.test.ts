import { describe, expect, it } from "vitest";
import { emptyScope } from "@/lib/deletions/scope/scope";
import type { ShownSelection } from "@/lib/deletions/types";
import { memoryIdSchema } from "@/lib/memories/memory-id-schema";
import { entitiesSelected } from "./entities-selected";

const whole = { excludedCount: 0, keepsImmutable: false };
const caroline = { field: "user_id", operator: "eq", value: "caroline" } as const;
const user = { kind: "user", value: "caroline" };

describe("the ids that a selection takes wholly", () => {
  it.each<[string, ShownSelection, object[]]>([
    ["an entity", { kind: "entity", entity: { kind: "user", value: "caroline" } }, [user]],
    ["a scope of one", { kind: "scope", scope: { ...emptyScope, user_id: "caroline" }, ...whole }, [user]],
    [
      "any of several",
      {
        kind: "matching",
        filter: {
          or: [
            { field: "user_id", operator: "in", value: ["caroline", "caro"] },
            { field: "run_id", operator: "in", value: ["run-1"] },
            { field: "memory_ids", operator: "in", value: [memoryIdSchema.parse("a")] },
          ],
        },
        ...whole,
      },
      [user, { kind: "user", value: "caro" }, { kind: "run", value: "run-1" }],
    ],
    [
      "a part of one",
      { kind: "scope", scope: { ...emptyScope, user_id: "caroline", run_id: "r" }, ...whole },
      [],
    ],
    ["all but one", { kind: "matching", filter: { not: caroline }, ...whole }, []],
    ["one with exceptions", { kind: "matching", filter: caroline, ...whole, excludedCount: 1 }, []],
    ["any user", { kind: "scope", scope: { ...emptyScope, user_id: "*" }, ...whole }, []],
    ["listed memories", { kind: "listed", count: 3 }, []],
  ])("of %s", (_words, selection, entities) => {
    expect(entitiesSelected(selection)).toEqual(entities);
  });
});
