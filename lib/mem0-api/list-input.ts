import { categoryCountMax, categoryLengthMax, searchTextLengthMax } from "@/lib/memories/limits";
import { comparedText } from "@/lib/memories/text-schemas";
import { z } from "zod";
import type { Filter } from "@/lib/filters/filter";
import { isSearchableText } from "@/lib/filters/filter-limits";
import { entityFields, type EntityField } from "@/lib/memories/types";
import { momentValue } from "./moment-values";

/**
 * Ids where they would not be looked at, so that another scope than was meant would be read or stored: beside `filters`, where Mem0
 * refuses them too, or in the query of what takes them in its body. Null when there are none.
 */
export const misplacedEntityText = (
  { body, query }: { body: z.ZodType; query: z.ZodType },
  given: { body: unknown; query: unknown },
): string | null => {
  if (!(body instanceof z.ZodObject) || !("filters" in body.shape)) return null;
  const beside = misplacedBeside(body, given.body);
  if (beside !== null) return beside;
  const inQuery = entityFieldsIn(given.query, query);
  const [first] = inQuery;
  if (first === undefined) return null;
  return first in body.shape
    ? `Entity parameters [${inQuery.join(", ")}] are not read in the address. Send them in the body.`
    : misplacedBeside(body, given.query);
};

const entityFieldsIn = (part: unknown, schema: z.ZodType): EntityField[] => {
  if (typeof part !== "object" || part === null || !(schema instanceof z.ZodObject)) return [];
  return entityFields.filter((field) => Object.hasOwn(part, field) && !(field in schema.shape));
};

const misplacedBeside = (body: z.ZodObject, part: unknown): string | null => {
  const misplaced = entityFieldsIn(part, body);
  if (misplaced.length === 0) return null;
  return `Top-level entity parameters [${misplaced.join(", ")}] are not supported. Use filters: {"${misplaced[0] ?? ""}": "..."} instead.`;
};

export const pageSizeMax = 200;
const whole = z.coerce.number().int().min(1);
export const pageParameters = {
  page: whole.max(1_000_000).optional().describe("From 1. Default: 1."),
  page_size: whole
    .max(pageSizeMax, `page_size must be <= ${pageSizeMax}`)
    .optional()
    .describe("Default: 100."),
};

export const categoriesParameter = z
  .array(comparedText("A category").min(1).max(categoryLengthMax))
  .min(1)
  .max(categoryCountMax)
  .describe("Memories with any of these categories.");

const keywordsParameter = comparedText("keywords")
  .max(searchTextLengthMax)
  .refine(isSearchableText, "keywords has at least 3 characters (2 in Chinese, Japanese or Korean).")
  .describe("Memories whose text contains this, in any case.");

/** What narrows a list further, beside its filters. */
export const narrowingParameters = {
  start_date: momentValue
    .optional()
    .describe("Created at or after this; a day counts from its start in UTC."),
  end_date: momentValue.optional().describe("Created at or before this; a day counts to its end in UTC."),
  keywords: keywordsParameter.optional(),
};

export const narrowingFilters = (input: {
  start_date?: string | undefined;
  end_date?: string | undefined;
  keywords?: string | undefined;
  categories?: string[] | undefined;
}): Filter[] => {
  const { start_date, end_date, keywords, categories } = input;
  const filters: Filter[] = [];
  if (start_date !== undefined) filters.push({ field: "created_at", operator: "gte", value: start_date });
  if (end_date !== undefined) filters.push({ field: "created_at", operator: "lte", value: end_date });
  if (keywords !== undefined) filters.push({ field: "text", operator: "icontains", value: keywords });
  if (categories !== undefined) filters.push({ field: "categories", operator: "in", value: categories });
  return filters;
};

/** The visibility switches of a read. */
export const visibilityParameters = {
  show_expired: z.boolean().default(false).describe("Also memories whose expiration_date has passed."),
  latest_only: z.boolean().default(false).describe("Leaves out memories that a newer one superseded."),
  include_merged: z.boolean().optional().describe("No effect: Lethe merges no memories."),
};

export const visibilityFilters = (input: { show_expired: boolean; latest_only: boolean }): Filter[] => [
  ...(input.show_expired ? [] : [{ field: "expiration_date", operator: "unexpired" } as const]),
  ...(input.latest_only ? [{ field: "superseded", operator: "eq", value: false } as const] : []),
];
