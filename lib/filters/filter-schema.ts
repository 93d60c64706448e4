import { z } from "zod";
import { plainText } from "@/lib/text/plain-text";
import { nestsDeeperThan } from "@/lib/json/nesting";
import { importIdSchema } from "@/lib/memories/import-id-schema";
import { scalar } from "@/lib/json/scalar-schema";
import {
  categoryCountMax,
  categoryLengthMax,
  metadataKeyLengthMax,
  searchTextLengthMax,
} from "@/lib/memories/limits";
import { memoryIdSchema } from "@/lib/memories/memory-id-schema";
import { comparedText, entityIdToFind } from "@/lib/memories/text-schemas";
import { entityFields } from "@/lib/memories/types";
import { dayDurationPattern, durationPattern } from "./duration";
import {
  duplicateKinds,
  filterNestingMax,
  instantFields,
  isSearchableText,
  shapeProblem,
  tooDeep,
} from "./filter-limits";
import { isInOrder } from "./moments";

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
export type Filter = Condition | { and: Filter[] } | { or: Filter[] } | { not: Filter };

const treeSchema: z.ZodType<Filter> = z.lazy(() =>
  z.union([
    z.strictObject({ and: z.array(treeSchema).min(1) }),
    z.strictObject({ or: z.array(treeSchema).min(1) }),
    z.strictObject({ not: treeSchema }),
    conditionSchema,
  ]),
);

export const filterSchema: z.ZodType<Filter> = z
  .unknown()
  // Before the schema and everything after it, which work by recursion.
  .refine((input) => !nestsDeeperThan(input, filterNestingMax), { error: tooDeep, abort: true })
  .pipe(treeSchema)
  .superRefine((filter, ctx) => {
    const problem = shapeProblem(filter);
    if (problem !== null) ctx.addIssue({ code: "custom", message: problem });
  });
