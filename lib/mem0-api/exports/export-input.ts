import { z } from "zod";
import type { Filter } from "@/lib/filters/filter";
import { isJsonObject, type JsonObject } from "@/lib/json/json-object";
import { nestsDeeperThan } from "@/lib/json/nesting";
import { parseExact } from "@/lib/json/parse-exact";
import { writeExact } from "@/lib/json/write-exact";
import { all } from "@/lib/mem0-api/filter-fields";
import { filtersSchema } from "@/lib/mem0-api/filters-schema";
import { scopeFilter, scopeFrom, scopeParameters } from "@/lib/mem0-api/scope-parameters";
import { planExport } from "./plan-export";
import { SchemaProblem } from "./schema-node";

/** Mem0's words. */
export const schemaRequiredText = "Schema is required and must be a valid object";

const schemaLengthMax = 65_536;
const schemaDepthMax = 32;

/** A text of JSON as well: Mem0's Python client says that it takes a `str`. */
export const readSchema = (value: unknown): JsonObject | null => {
  if (typeof value !== "string") return isJsonObject(value) ? value : null;
  try {
    const parsed = parseExact(value);
    return isJsonObject(parsed) ? parsed : null;
  } catch {
    return null;
  }
};

/** The form of an export: a JSON Schema, for which an export can be planned. */
export const exportSchema = z
  .unknown()
  .transform((value, ctx): JsonObject => {
    const refuse = (message: string) => {
      ctx.addIssue({ code: "custom", message });
      return z.NEVER;
    };
    const schema = readSchema(value);
    if (schema === null) return refuse(schemaRequiredText);
    if (nestsDeeperThan(schema, schemaDepthMax)) {
      return refuse(`The schema nests too deeply: at most ${schemaDepthMax} levels are read.`);
    }
    if (writeExact(schema).length > schemaLengthMax) {
      return refuse(`The schema has more than ${schemaLengthMax.toLocaleString("en")} characters.`);
    }
    try {
      planExport(schema);
      return schema;
    } catch (error) {
      if (!(error instanceof SchemaProblem)) throw error;
      return refuse(error.message);
    }
  })
  .meta({ type: "object", description: "A JSON Schema, such as Pydantic makes." });

const { metadata: _metadata, ...ids } = scopeParameters;

/** What is to be exported: filters, or ids beside them as Mem0's Python client sends them, or both. */
export const exportedParameters = {
  ...ids,
  filters: filtersSchema.optional(),
};

/** What both find; null when neither is given. */
export const exportedFilter = (input: z.output<z.ZodObject<typeof exportedParameters>>): Filter | null => {
  const { filters } = input;
  const scoped = scopeFilter(scopeFrom({ ...input, metadata: undefined }));
  const parts = [filters, scoped].filter((part) => part !== undefined && part !== null);
  return parts.length === 0 ? null : all(parts);
};
