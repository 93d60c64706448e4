import type { JsonSchema } from "@/lib/mem0-api/open-api-types";

/** What a value has to be, in a few words: "text", "list of text", "Filters", "whole number from 1 to 200". */
export const schemaWords = (schema: JsonSchema): string => {
  if (schema.$ref !== undefined) return schema.$ref.split("/").at(-1) ?? "";
  if (schema.anyOf !== undefined) return unionWords(schema.anyOf);
  if (schema.enum !== undefined) return schema.enum.map((value) => JSON.stringify(value)).join(" or ");
  if (schema.const !== undefined) return JSON.stringify(schema.const);
  if (Array.isArray(schema.type)) return unionWords(schema.type.map((type) => ({ ...schema, type })));
  if (schema.type === "object") return objectWords(schema);
  if (schema.type === "array")
    return schema.items === undefined ? "list" : `list of ${schemaWords(schema.items)}`;
  const word = formatWords.get(schema.format ?? "") ?? typeWords.get(schema.type ?? "") ?? "anything";
  return `${word}${boundWords(schema)}`;
};

const typeWords = new Map([
  ["string", "text"],
  ["integer", "whole number"],
  ["number", "number"],
  ["boolean", "true or false"],
  ["null", "null"],
]);
const formatWords = new Map([
  ["date", "day"],
  ["date-time", "instant"],
  ["uuid", "UUID"],
]);

const unionWords = (schemas: readonly JsonSchema[]): string =>
  [...new Set(schemas.map(schemaWords))].join(" or ");

const namedMax = 7;
/** Names the fields where they are few: the operators of a filter. */
const objectWords = ({ properties = {} }: JsonSchema): string => {
  const names = Object.keys(properties);
  return names.length === 0 || names.length > namedMax ? "object" : `object with ${names.join(", ")}`;
};

const boundWords = ({ minimum, maximum }: JsonSchema): string => {
  const from = typeof minimum === "number" ? ` from ${minimum}` : "";
  // Without a bound of its own a whole number has the largest one that JavaScript can hold.
  const hasMaximum = typeof maximum === "number" && maximum < Number.MAX_SAFE_INTEGER;
  return `${from}${hasMaximum ? ` to ${maximum.toLocaleString("en")}` : ""}`;
};

/** One row of a table of fields. */
export type FieldRow = { name: string; type: string; isRequired: boolean; description: string };

/** The fields of an object. */
export const fieldRows = ({ properties = {}, required = [] }: JsonSchema): FieldRow[] =>
  Object.entries(properties).map(([name, schema]) => ({
    name,
    type: schemaWords(schema),
    isRequired: required.includes(name) && schema.default === undefined,
    description: [
      schema.description,
      schema.default === undefined ? undefined : `Default: ${JSON.stringify(schema.default)}.`,
    ]
      .filter(Boolean)
      .join(" "),
  }));
