import { z } from "zod";
import { plainText } from "@/lib/text/plain-text";
import { nestsDeeperThan } from "@/lib/json/nesting";
import { importIdSchema } from "@/lib/memories/import-id";
import { scalar } from "@/lib/json/scalar";
import {
  categoryCountMax,
  categoryLengthMax,
  comparedText,
  entityIdToFind,
  metadataKeyLengthMax,
  searchTextLengthMax,
} from "@/lib/memories/limits";
import { dayDurationPattern, durationPattern } from "./duration";
import { isInOrder } from "./moments";
import { entityFields, memoryIdSchema } from "@/lib/memories/types";

/**
 * The browse filter: conditions joined by and / or / not. It covers Mem0's list language
 * (https://docs.mem0.ai, "Memory filters") and adds what Mem0 cannot say: `absent`, `immutable`, `superseded`, `sample`,
 * `import`, `held`, `hold`, `duplicate`, `text_length`, `between`, `metadata exists`, and what is relative to the time of the question (`expired`,
 * `unexpired`, `older_than`, `within_last`, `inactive_for`; freeze-relative.ts turns those into instants). Semantics are
 * two-valued: a condition on a missing value is false (except `ne` and `absent`, which are true), and `not` is its exact
 * opposite. A part that is not understood is refused: dropped in silence it would widen the filter.
 */
const anyText = comparedText("A value");

/** Compared without what is not seen: one of nothing else would be part of every value. */
const foundBy = anyText.refine(
  (text) => plainText(text) !== "",
  "Text to find must have at least one visible character.",
);

/** Of one unit, as months and days together would depend on the order in which they are counted. */
export const durationSchema = z
  .string()
  .regex(durationPattern, "Write a time such as P90D, P3M or PT12H: one number of 1 to 9,999 and its unit.");
export const dayDurationSchema = z
  .string()
  .regex(dayDurationPattern, "Write a time such as P90D or P3M: one number of 1 to 9,999 and its unit.");
const dayValue = z.iso.date();
/** A day in UTC, or an instant. */
const moment = z.union([z.iso.datetime({ offset: true }), dayValue]);
const inOrder = (value: z.ZodType<string>) =>
  z
    .tuple([value, value])
    .refine(([from, to]) => isInOrder(from, to), "The first must not be after the second.");

const entityValue = entityIdToFind("A value").min(1);
const entityCondition = z.discriminatedUnion("operator", [
  z.strictObject({ field: z.enum(entityFields), operator: z.literal("eq"), value: entityValue }),
  z.strictObject({ field: z.enum(entityFields), operator: z.literal("ne"), value: entityValue }),
  z.strictObject({
    field: z.enum(entityFields),
    operator: z.literal("in"),
    value: z.array(entityValue).min(1).max(1000),
  }),
  /** Mem0's `"*"`: any non-null value. */
  z.strictObject({ field: z.enum(entityFields), operator: z.literal("present") }),
  z.strictObject({ field: z.enum(entityFields), operator: z.literal("absent") }),
  /** No memory of the entity in this store has changed for so long; the memory names such an entity. */
  z.strictObject({ field: z.enum(entityFields), operator: z.literal("inactive_for"), value: durationSchema }),
  /** The same since an instant, or since the beginning of a day. */
  z.strictObject({ field: z.enum(entityFields), operator: z.literal("inactive_since"), value: moment }),
]);

export const instantFields = ["created_at", "updated_at"] as const;
const comparison = z.enum(["gt", "gte", "lt", "lte", "ne"]);

const instantCondition = z.discriminatedUnion("operator", [
  z.strictObject({ field: z.enum(instantFields), operator: comparison, value: moment }),
  /** Both ends belong to it; a day stands for all of it. */
  z.strictObject({ field: z.enum(instantFields), operator: z.literal("between"), value: inOrder(moment) }),
  z.strictObject({
    field: z.enum(instantFields),
    operator: z.enum(["older_than", "within_last"]),
    value: durationSchema,
  }),
]);
const expirationCondition = z.discriminatedUnion("operator", [
  z.strictObject({ field: z.literal("expiration_date"), operator: comparison, value: dayValue }),
  z.strictObject({
    field: z.literal("expiration_date"),
    operator: z.literal("in"),
    value: z.array(dayValue).min(1).max(1000),
  }),
  z.strictObject({
    field: z.literal("expiration_date"),
    operator: z.literal("between"),
    value: inOrder(dayValue),
  }),
  z.strictObject({ field: z.literal("expiration_date"), operator: z.enum(["present", "absent"]) }),
  /** Expired for longer than, or only in, so many days, weeks, months or years. */
  z.strictObject({
    field: z.literal("expiration_date"),
    operator: z.enum(["older_than", "within_last"]),
    value: dayDurationSchema,
  }),
  /**
   * Its day is over in UTC, and the memory is still stored (https://docs.mem0.ai/platform/features/memory-expiration).
   * Relative to the day of the question, so a view stays true tomorrow.
   */
  z.strictObject({ field: z.literal("expiration_date"), operator: z.enum(["expired", "unexpired"]) }),
]);

const category = anyText.min(1).max(categoryLengthMax);
const categoriesCondition = z.discriminatedUnion("operator", [
  z.strictObject({ field: z.literal("categories"), operator: z.literal("contains"), value: category }),
  /** One of them contains this text, in any case. */
  z.strictObject({
    field: z.literal("categories"),
    operator: z.literal("icontains"),
    value: foundBy.min(1).max(categoryLengthMax),
  }),
  z.strictObject({
    field: z.literal("categories"),
    operator: z.literal("in"),
    value: z.array(category).min(1).max(categoryCountMax),
  }),
]);

const metadataKey = anyText.min(1).max(metadataKeyLengthMax);
const metadataCondition = z.discriminatedUnion("operator", [
  z.strictObject({
    field: z.literal("metadata"),
    key: metadataKey,
    operator: z.literal("eq"),
    value: scalar,
  }),
  z.strictObject({
    field: z.literal("metadata"),
    key: metadataKey,
    operator: z.literal("ne"),
    value: scalar,
  }),
  z.strictObject({
    field: z.literal("metadata"),
    key: metadataKey,
    operator: z.literal("in"),
    value: z.array(scalar).min(1).max(100),
  }),
  /** Text at the key contains the value, or a list at the key holds it. */
  z.strictObject({
    field: z.literal("metadata"),
    key: metadataKey,
    operator: z.literal("contains"),
    value: foundBy.min(1).max(searchTextLengthMax),
  }),
  z.strictObject({ field: z.literal("metadata"), key: metadataKey, operator: z.literal("present") }),
]);

/**
 * Shorter texts have no trigram, so that finding them reads every memory (620–830 ms in a million). One Chinese,
 * Japanese or Korean character carries a word's worth, and is allowed from two on, under the statement time-out.
 */
export const isSearchableText = (text: string): boolean => {
  // What is not seen makes a text no longer, and one of nothing else would be found in every memory.
  const letters = Array.from(plainText(text).trim());
  const wide = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/u;
  return letters.length >= (letters.some((letter) => wide.test(letter)) ? 2 : 3);
};
const searchText = anyText
  .max(searchTextLengthMax)
  .refine(isSearchableText, "Search needs at least 3 characters (2 in Chinese, Japanese or Korean).");
const textCondition = z.strictObject({
  field: z.literal("text"),
  /** `icontains` ignores case. */
  operator: z.enum(["contains", "icontains"]),
  value: searchText,
});

const idsCondition = z.strictObject({
  field: z.literal("memory_ids"),
  operator: z.literal("in"),
  value: z.array(memoryIdSchema).min(1).max(1000),
});
const importCondition = z.discriminatedUnion("operator", [
  z.strictObject({ field: z.literal("import"), operator: z.literal("eq"), value: importIdSchema }),
  z.strictObject({
    field: z.literal("import"),
    operator: z.literal("in"),
    value: z.array(importIdSchema).min(1).max(100),
  }),
  /** Came by any import, or by none. */
  z.strictObject({ field: z.literal("import"), operator: z.enum(["present", "absent"]) }),
]);
const flagCondition = z.strictObject({
  field: z.enum(["immutable", "superseded", "sample"]),
  operator: z.literal("eq"),
  value: z.boolean(),
});

/** In characters, as people count them but for those that are written in several (code points). */
export const textLengthSchema = z
  .int("Write a whole number.")
  .min(0, "Write a number of 0 or more.")
  .max(10_000_000);
const textLengthCondition = z.strictObject({
  field: z.literal("text_length"),
  operator: z.enum(["gt", "lt"]),
  value: textLengthSchema,
});

/**
 * Another memory of the store has the same user, agent, app and run, and the same text but for case and white space. What has
 * expired or was superseded counts as well.
 */
export const duplicateKinds = ["any", "all_but_newest", "all_but_oldest"] as const;
const duplicateCondition = z.strictObject({
  field: z.literal("duplicate"),
  operator: z.literal("eq"),
  value: z.enum(duplicateKinds),
});

/**
 * Whether a hold in force covers it, or one of these holds, in force or released. What holds cover is put in their place before a store
 * is asked: lib/holds/server/resolve-holds.ts.
 */
const heldCondition = z.strictObject({
  field: z.literal("held"),
  operator: z.literal("eq"),
  value: z.boolean(),
});
const holdCondition = z.strictObject({
  field: z.literal("hold"),
  operator: z.literal("in"),
  value: z.array(z.uuid()).min(1).max(100),
});

export const conditionSchema = z.union([
  entityCondition,
  instantCondition,
  expirationCondition,
  categoriesCondition,
  metadataCondition,
  textCondition,
  textLengthCondition,
  duplicateCondition,
  idsCondition,
  importCondition,
  flagCondition,
  heldCondition,
  holdCondition,
]);
export type Condition = z.infer<typeof conditionSchema>;
export type FilterField = Condition["field"];
export type FilterOperator = Condition["operator"];

export type Filter = Condition | { and: Filter[] } | { or: Filter[] } | { not: Filter };

export const filterDepthMax = 8;
const conditionCountMax = 100;

const treeSchema: z.ZodType<Filter> = z.lazy(() =>
  z.union([
    z.strictObject({ and: z.array(treeSchema).min(1) }),
    z.strictObject({ or: z.array(treeSchema).min(1) }),
    z.strictObject({ not: treeSchema }),
    conditionSchema,
  ]),
);

/** How deep a filter nests (a lone condition is 1, and so is one that is turned around: freezing makes some of those). */
const depthOf = (filter: Filter): number => {
  if ("and" in filter) return 1 + Math.max(...filter.and.map(depthOf));
  if ("or" in filter) return 1 + Math.max(...filter.or.map(depthOf));
  if ("not" in filter) return "field" in filter.not ? 1 : 1 + depthOf(filter.not);
  return 1;
};

/** Whether it is a condition on a user, agent, app or run. */
export const isEntityCondition = (
  filter: Filter,
): filter is Extract<Condition, { field: (typeof entityFields)[number] }> =>
  "field" in filter && entityFields.some((field) => field === filter.field);

/** Every condition in a filter, in reading order. */
export const conditionsOf = (filter: Filter): Condition[] => {
  if ("and" in filter) return filter.and.flatMap(conditionsOf);
  if ("or" in filter) return filter.or.flatMap(conditionsOf);
  if ("not" in filter) return conditionsOf(filter.not);
  return [filter];
};

const tooDeep = `A filter can nest at most ${filterDepthMax} levels deep.`;

export const filterSchema: z.ZodType<Filter> = z
  .unknown()
  // Before the schema and everything after it, which work by recursion. A level is an object in a list at most, and the
  // innermost has a list of values.
  .refine((input) => !nestsDeeperThan(input, 2 * filterDepthMax + 1), { error: tooDeep, abort: true })
  .pipe(treeSchema)
  .refine((filter) => depthOf(filter) <= filterDepthMax, tooDeep)
  .refine(
    (filter) => conditionsOf(filter).length <= conditionCountMax,
    `A filter can have at most ${conditionCountMax} conditions.`,
  );
