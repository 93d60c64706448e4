import { z } from "zod";
import {
  categoryCountMax,
  categoryLengthMax,
  metadataKeyLengthMax,
  searchTextLengthMax,
} from "@/lib/memories/limits";
import { comparedText, entityIdToFind } from "@/lib/memories/text-schemas";
import { importIdSchema } from "@/lib/memories/import-id-schema";
import type { EntityField } from "@/lib/memories/types";
import { builtinIdSchema } from "@/lib/memories/memory-id-schema";
import { sentScalar } from "@/lib/json/scalar-schema";
import { dayValue, momentValue } from "./moment-values";
import type { Filter } from "@/lib/filters/filter";
import { duplicateKinds, isSearchableText } from "@/lib/filters/filter-limits";
import { dayDurationSchema, durationSchema, textLengthSchema } from "@/lib/filters/filter-schema";

/** What a filter's value may be, and the filter it makes; throws a ZodError. */
export type ValueReader = { schema: z.ZodType; read: (value: unknown) => Filter };

/** What Mem0's filters allow on one field: a bare value, and a value behind each operator. */
export type FieldReader = { bare: ValueReader | null; operators: Readonly<Record<string, ValueReader>> };

const reader = <Schema extends z.ZodType>(
  schema: Schema,
  toFilter: (value: z.output<Schema>) => Filter,
): ValueReader => ({ schema, read: (value) => toFilter(schema.parse(value)) });

const listMax = 1000;
const value = comparedText("A value").min(1);

/** What all, or any, of these match; one alone stays as it is. Not for none. */
export const all = (parts: Filter[]): Filter => (parts.length === 1 && parts[0] ? parts[0] : { and: parts });
export const any = (parts: Filter[]): Filter => (parts.length === 1 && parts[0] ? parts[0] : { or: parts });

const entityId = entityIdToFind("A value").min(1);
const namedEntity = entityId.refine(
  (id) => id !== "*",
  '"*" means any value and can only be used on its own or with eq.',
);

const entityReader = (field: EntityField): FieldReader => {
  const equals = reader(entityId, (value) =>
    value === "*" ? { field, operator: "present" } : { field, operator: "eq", value },
  );
  return {
    bare: equals,
    operators: {
      eq: equals,
      ne: reader(namedEntity, (value) => ({ field, operator: "ne", value })),
      in: reader(z.array(namedEntity).min(1).max(listMax), (value) => ({ field, operator: "in", value })),
      // Lethe's own.
      inactive_for: reader(durationSchema, (value) => ({ field, operator: "inactive_for", value })),
      inactive_since: reader(momentValue, (value) => ({ field, operator: "inactive_since", value })),
    },
  };
};

const instantReader = (field: "created_at" | "updated_at"): FieldReader => {
  const at = (value: string): Filter => ({
    and: [
      { field, operator: "gte", value },
      { field, operator: "lte", value },
    ],
  });
  const compared = (operator: "gt" | "gte" | "lt" | "lte" | "ne") =>
    reader(momentValue, (value) => ({ field, operator, value }));
  return {
    bare: reader(momentValue, at),
    operators: {
      gt: compared("gt"),
      gte: compared("gte"),
      lt: compared("lt"),
      lte: compared("lte"),
      ne: compared("ne"),
      in: reader(z.array(momentValue).min(1).max(20), (values) => any(values.map(at))),
      // Lethe's own, as are those of the day on which a memory expires.
      between: reader(z.array(momentValue).length(2), ([from = "", to = ""]) => ({
        field,
        operator: "between",
        value: [from, to],
      })),
      older_than: reader(durationSchema, (value) => ({ field, operator: "older_than", value })),
      within_last: reader(durationSchema, (value) => ({ field, operator: "within_last", value })),
    },
  };
};

const expirationReader = (): FieldReader => {
  const field = "expiration_date";
  const compared = (operator: "gt" | "gte" | "lt" | "lte" | "ne") =>
    reader(dayValue, (value) => ({ field, operator, value }));
  return {
    bare: reader(dayValue, (value) => ({ field, operator: "in", value: [value] })),
    operators: {
      gt: compared("gt"),
      gte: compared("gte"),
      lt: compared("lt"),
      lte: compared("lte"),
      ne: compared("ne"),
      in: reader(z.array(dayValue).min(1).max(listMax), (value) => ({ field, operator: "in", value })),
      between: reader(z.array(dayValue).length(2), ([from = "", to = ""]) => ({
        field,
        operator: "between",
        value: [from, to],
      })),
      older_than: reader(dayDurationSchema, (value) => ({ field, operator: "older_than", value })),
      within_last: reader(dayDurationSchema, (value) => ({ field, operator: "within_last", value })),
    },
  };
};

const searched = value
  .max(searchTextLengthMax)
  .refine(isSearchableText, "A text to find has at least 3 characters (2 in Chinese, Japanese or Korean).");

const textReader: FieldReader = {
  bare: reader(searched, (value) => ({ field: "text", operator: "icontains", value })),
  operators: {
    contains: reader(searched, (value) => ({ field: "text", operator: "contains", value })),
    icontains: reader(searched, (value) => ({ field: "text", operator: "icontains", value })),
  },
};

const category = value.max(categoryLengthMax);
const categoriesReader: FieldReader = {
  bare: null,
  operators: {
    in: reader(z.array(category).min(1).max(categoryCountMax), (value) => ({
      field: "categories",
      operator: "in",
      value,
    })),
    contains: reader(category, (value) => ({ field: "categories", operator: "icontains", value })),
  },
};

const memoryIds = reader(z.array(builtinIdSchema).min(1).max(listMax), (value) => ({
  field: "memory_ids",
  operator: "in",
  value,
}));

const textLengthReader: FieldReader = {
  bare: null,
  operators: {
    gt: reader(textLengthSchema, (value) => ({ field: "text_length", operator: "gt", value })),
    lt: reader(textLengthSchema, (value) => ({ field: "text_length", operator: "lt", value })),
  },
};

const duplicate = reader(z.enum(duplicateKinds), (value) => ({ field: "duplicate", operator: "eq", value }));

const importId = reader(importIdSchema, (value) => ({ field: "import", operator: "eq", value }));
const importReader: FieldReader = {
  bare: importId,
  operators: {
    eq: importId,
    in: reader(z.array(importIdSchema).min(1).max(100), (value) => ({
      field: "import",
      operator: "in",
      value,
    })),
  },
};

/** Whether it is on legal hold: for keys whose role sees holds. */
const held = reader(z.boolean(), (value) => ({ field: "held", operator: "eq", value }));

const metadataKey = value.max(metadataKeyLengthMax);
const pairs = <Value extends z.ZodType>(value: Value) =>
  z
    .record(metadataKey, value)
    .refine((object) => Object.keys(object).length > 0, "Metadata needs at least one key.");

const metadataIs = (operator: "eq" | "ne") =>
  reader(pairs(sentScalar), (object) =>
    all(Object.entries(object).map(([key, value]) => ({ field: "metadata", key, operator, value }))),
  );

export const metadataEquals = metadataIs("eq");
const metadataReader: FieldReader = {
  bare: metadataEquals,
  operators: {
    eq: metadataEquals,
    ne: metadataIs("ne"),
    // Lethe's own.
    in: reader(pairs(z.array(sentScalar).min(1).max(100)), (object) =>
      all(Object.entries(object).map(([key, value]) => ({ field: "metadata", key, operator: "in", value }))),
    ),
    contains: reader(pairs(value.max(searchTextLengthMax)), (object) =>
      all(
        Object.entries(object).map(([key, value]) => ({
          field: "metadata",
          key,
          operator: "contains",
          value,
        })),
      ),
    ),
  },
};

/**
 * The fields of Mem0's filters in the order in which its error text lists them
 * (https://docs.mem0.ai/platform/features/v2-memory-filters). What Mem0 lists and does not explain is read as the
 * nearest thing it does: `timestamp` as created_at, `text` and `keywords_search` as keywords. What only Lethe knows stands at the end.
 */
export const filterFields = {
  user_id: entityReader("user_id"),
  agent_id: entityReader("agent_id"),
  app_id: entityReader("app_id"),
  run_id: entityReader("run_id"),
  created_at: instantReader("created_at"),
  updated_at: instantReader("updated_at"),
  timestamp: instantReader("created_at"),
  expiration_date: expirationReader(),
  text: textReader,
  categories: categoriesReader,
  metadata: metadataReader,
  keywords_search: textReader,
  memory_ids: { bare: memoryIds, operators: { in: memoryIds } },
  keywords: textReader,
  // Lethe's own.
  text_length: textLengthReader,
  duplicate: { bare: duplicate, operators: { eq: duplicate } },
  import: importReader,
  held: { bare: held, operators: { eq: held } },
} satisfies Record<string, FieldReader>;
export type FilterFieldName = keyof typeof filterFields;
