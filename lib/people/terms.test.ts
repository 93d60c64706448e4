import { expect, it } from "vitest";
import { memoryIdSchema } from "@/lib/memories/memory-id-schema";
import { filterSchema } from "@/lib/filters/filter-schema";
import { builtinStoreId } from "@/lib/stores/store-ids";
import { storeIdSchema } from "@/lib/stores/store-id-schema";
import { clipAround } from "./clip-around";
import { nameFormsOf } from "./name-forms";
import { nameHalvesOf } from "./name-halves";
import { selectionsOf } from "./person-selection";
import { linesOf, termsOf } from "./terms";

it("takes typed text apart", () => {
  expect(termsOf(" Caroline Smith, caroline@example.com;\n user_8841 ,, caroline@example.com")).toEqual([
    "Caroline Smith",
    "caroline@example.com",
    "user_8841",
  ]);
  expect(termsOf(" , \u200b;\n")).toEqual([]);
  expect(linesOf("Smith, Caroline\nuser")).toEqual(["Smith, Caroline", "user"]);
});

it.each([
  ["Smith, Caroline", ["Smith", "Caroline"]],
  ["caroline@example.com\nvan der Berg, Anna-Lena Maria", ["van der Berg", "Anna-Lena Maria"]],
  ["Caroline Smith, caroline", []],
  ["caroline, Caroline Smith", []],
  ["Caroline Smith, csmith", []],
  ["caroline, user_8841", []],
  ["smith, caroline, melanie", []],
  ["Smith; Caroline", []],
])("knows the halves of a name in %j", (text, halves) => {
  expect(nameHalvesOf(text)).toEqual(halves);
});

it.each<[string, { names?: string[]; given?: string[]; near?: string[]; isTooShort?: boolean }]>([
  ["Caroline Smith", { names: ["caroline smith"], given: ["caroline", "smith"], near: ["caroline"] }],
  ["caroline", { names: ["caroline"], given: [], near: ["caroline"] }],
  ["Dr. Caroline Smith", { names: ["dr caroline smith"], given: ["caroline", "smith"] }],
  [
    "caroline.smith+news@example.com",
    {
      names: ["caroline smith news example com", "caroline smith example com", "caroline smith"],
      given: ["caroline", "smith"],
    },
  ],
  ["info@example.com", { names: ["info example com"], given: [], near: [] }],
  ["user_8841", { names: ["user 8841"], given: [], near: [] }],
  ["CarolineSmith", { names: ["caroline smith"], given: ["caroline", "smith"] }],
  ["Müller", { names: ["müller", "muller", "mueller"] }],
  ["Анна", { names: ["анн"], near: [] }],
  ["東京", { names: ["東京"], isTooShort: false }],
  ["Al", { names: [], isTooShort: true }],
  ["Al Ng", { names: ["al ng"], isTooShort: false }],
])("looks for %j by its forms", (term, { isTooShort, ...expected }) => {
  const forms = nameFormsOf(term);
  const words = (list: "names" | "given" | "near") => forms[list].map((each) => each.words.join(" "));
  for (const list of ["names", "given", "near"] as const)
    if (expected[list] !== undefined) expect(words(list)).toEqual(expected[list]);
  if (isTooShort !== undefined) expect(forms.isTooShort).toBe(isTooShort);
});

it("shows what stands around the first mark", () => {
  const text = `${"word ".repeat(100)}Caroline ${"more ".repeat(100)}`;
  const clipped = clipAround(text, [{ start: 500, end: 508 }]);
  expect(clipped.text).toMatch(/^…word .* Caroline .*…$/);
  expect(clipped.marks.map(({ start, end }) => clipped.text.slice(start, end))).toEqual(["Caroline"]);
  expect(clipAround("short", [])).toEqual({ text: "short", marks: [] });
});

it("makes one selection of what is ticked in a store, which its filter can hold", () => {
  const acme = storeIdSchema.parse("acme");
  const ids = Array.from({ length: 2_500 }, (_, number) => memoryIdSchema.parse(`memory-${number}`));
  const selections = selectionsOf({
    entities: [
      { storeId: builtinStoreId, kind: "user", value: "caroline" },
      { storeId: builtinStoreId, kind: "user", value: "caroline.s" },
      { storeId: acme, kind: "user", value: "caroline" },
    ],
    memories: [...ids, ...ids].map((id) => ({ storeId: builtinStoreId, id })),
  });
  expect(selections.map(({ storeId }) => storeId)).toEqual([builtinStoreId, acme]);
  const [first, second] = selections;
  expect(filterSchema.parse(first?.selection.filter)).toEqual({
    or: [
      { field: "user_id", operator: "in", value: ["caroline", "caroline.s"] },
      { field: "memory_ids", operator: "in", value: ids.slice(0, 1_000) },
      { field: "memory_ids", operator: "in", value: ids.slice(1_000, 2_000) },
      { field: "memory_ids", operator: "in", value: ids.slice(2_000) },
    ],
  });
  expect(second?.selection.filter).toEqual({ field: "user_id", operator: "in", value: ["caroline"] });
  expect(selectionsOf({ entities: [], memories: [] })).toEqual([]);
});
