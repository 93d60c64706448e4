import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { memoryFields } from "./memory-fields";
import { draftFrom, filterFrom, newCondition, newGroup } from "./draft";
import { type DraftGroup } from "./draft-types";
import { canNest, levelsOf, removeNode, replaceNode } from "./draft-edit";
import type { Condition, Filter } from "./filter";
import { filterSchema } from "./filter-schema";
import { anyFilter, evaluate } from "@/testing/filters/any-filter";
import { sampleConditions } from "@/testing/filters/sample-conditions";
import { joinTopLevel, topLevelOf } from "./top-level";

const reopened = (filter: Filter): Filter | null => {
  const result = filterFrom(draftFrom(filter), memoryFields);
  if (!result.ok)
    throw new Error(`${JSON.stringify(filter)} did not survive: ${JSON.stringify(result.problems)}`);
  return result.filter;
};

const user = { field: "user_id", operator: "eq", value: "caroline" } as const;
const app = { field: "app_id", operator: "present" } as const;

describe("opening a filter in the editor and applying it unchanged", () => {
  it.each(sampleConditions.map((condition) => [JSON.stringify(condition), condition] as const))(
    "keeps %s",
    (_, it) => {
      expect(reopened(it)).toEqual(it);
    },
  );

  it("keeps the meaning of filters of any shape", () => {
    const filters = anyFilter(fc.constantFrom(...sampleConditions), 5).filter(
      (filter) => filterSchema.safeParse(filter).success,
    );
    // Which conditions hold, eight times.
    const names = sampleConditions.map((condition) => JSON.stringify(condition));
    const truths = fc.array(
      fc.subarray(names).map((held) => new Set(held)),
      { minLength: 8, maxLength: 8 },
    );
    fc.assert(
      fc.property(filters, truths, (filter, rounds) => {
        const parsed = filterSchema.parse(filter);
        const after = filterSchema.parse(reopened(parsed));
        for (const held of rounds) {
          const holds = (condition: Condition) => held.has(JSON.stringify(condition));
          expect(evaluate(after, holds)).toBe(evaluate(parsed, holds));
        }
      }),
      { numRuns: 500, seed: 7 },
    );
  });

  it("keeps a filter as deep as filters may be", () => {
    let deepest: Filter = user;
    for (let level = 1; level < 8; level += 1)
      deepest = level % 2 === 0 ? { not: deepest } : { or: [deepest, app] };
    expect(reopened(deepest)).toEqual(deepest);
  });
});

describe("filterFrom", () => {
  it("makes no filter of an empty draft", () => {
    expect(filterFrom(draftFrom(null), memoryFields)).toEqual({ ok: true, filter: null });
  });

  it("says none of as the opposite of any of", () => {
    const draft: DraftGroup = { ...draftFrom({ or: [user, app] }), match: "none" };
    expect(filterFrom(draft, memoryFields)).toEqual({ ok: true, filter: { not: { or: [user, app] } } });
  });

  it("names every part with a problem, and an empty group", () => {
    const condition = newCondition(memoryFields, "user_id");
    const group = newGroup("any", []);
    const result = filterFrom(newGroup("all", [condition, group]), memoryFields);
    expect(result.ok ? null : [...result.problems.parts.entries()]).toEqual([
      [condition.id, { value: "Enter a value." }],
      [group.id, { value: "This group is empty. Add a condition, or remove the group." }],
    ]);
  });

  it("refuses what is too deep or too much as a whole", () => {
    let deep: Filter = user;
    for (let level = 0; level < 8; level += 1) deep = { or: [deep, app] };
    const tooDeep = filterFrom(draftFrom(deep), memoryFields);
    expect(tooDeep.ok ? null : tooDeep.problems.whole).toBe("A filter can nest at most 8 levels deep.");
    const tooMany = filterFrom(draftFrom({ and: Array.from({ length: 101 }, () => user) }), memoryFields);
    expect(tooMany.ok ? null : tooMany.problems.whole).toBe("A filter can have at most 100 conditions.");
  });
});

describe("editing a draft", () => {
  it("replaces and removes a part wherever it is", () => {
    const draft = draftFrom({ and: [user, { or: [user, app] }] });
    const [, group] = draft.children;
    if (group?.kind !== "group") throw new Error("expected a group");
    const [first] = group.children;
    if (first?.kind !== "condition") throw new Error("expected a condition");
    const changed = replaceNode(draft, { ...first, values: ["mel"] });
    expect(filterFrom(changed, memoryFields)).toEqual({
      ok: true,
      filter: { and: [user, { or: [{ ...user, value: "mel" }, app] }] },
    });
    expect(filterFrom(removeNode(draft, group.id), memoryFields)).toEqual({ ok: true, filter: user });
    expect(replaceNode(draft, { ...draft, match: "any" }).match).toBe("any");
  });

  it("counts none of as two levels, and stops where the next condition would be too deep", () => {
    expect([levelsOf(newGroup("all", [])), levelsOf(newGroup("none", []))]).toEqual([1, 2]);
    expect([canNest(6), canNest(7)]).toEqual([true, false]);
  });
});

describe("the filter bar's top level", () => {
  it.each<[string, Filter | null, number]>([
    ["nothing", null, 0],
    ["a lone condition", user, 1],
    ["an and", { and: [user, app, { or: [user, app] }] }, 3],
    ["an or", { or: [user, app] }, 1],
    ["a not", { not: { and: [user, app] } }, 1],
  ])("takes %s apart and puts it together again", (_, filter, count) => {
    expect(topLevelOf(filter)).toHaveLength(count);
    expect(joinTopLevel(topLevelOf(filter))).toEqual(filter);
  });
});
