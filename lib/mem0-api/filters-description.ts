import { z } from "zod";
import { sentScalar } from "@/lib/json/scalar-schema";
import type { JsonSchema } from "./open-api-types";
import { filterFields, type FieldReader } from "./filter-fields";

const schemaOf = (schema: z.ZodType): JsonSchema => {
  const { $schema: _dialect, ...json } = z.toJSONSchema(schema, {
    io: "input",
    override: ({ jsonSchema }) => {
      if (jsonSchema.format !== undefined) delete jsonSchema.pattern;
    },
  });
  // What zod made is a JSON Schema.
  return json as JsonSchema;
};

const scalar = schemaOf(sentScalar);

/** What a filter may be, made of the table that reads it. `reference` is where it will stand, as it holds itself. */
export const filtersDescription = (reference: string): JsonSchema => {
  const self = { $ref: reference };
  const several = { type: "array", minItems: 1, items: self };
  return {
    type: "object",
    description:
      'Conditions in one object are all required. AND, OR and NOT combine others; AND and OR cannot be in the same object. "*" is any value but null; `ne` also finds memories without a value. Lethe adds `in` of metadata, `between`, `older_than`, `within_last`, `inactive_for`, `inactive_since`, `text_length`, `duplicate`, `import` (the ID of one) and `held` (for roles that see holds); a length of time is of one unit, as in P90D, P3M or PT12H. Every memory found must have an entity ID that the filter names.',
    minProperties: 1,
    additionalProperties: false,
    properties: {
      AND: several,
      OR: several,
      NOT: { anyOf: [self, several] },
      ...Object.fromEntries(
        Object.entries(filterFields).map(([field, reader]) => [
          field,
          field === "metadata" ? metadataDescription(reader) : fieldDescription(reader),
        ]),
      ),
    },
    patternProperties: {
      "^metadata\\.[^.]+$": {
        description: "One top-level key of the metadata.",
        anyOf: [
          scalar,
          {
            ...operators,
            properties: {
              eq: scalar,
              ne: scalar,
              in: { type: "array", minItems: 1, items: scalar },
              contains: { type: "string" },
            },
          },
        ],
      },
    },
    examples: [{ user_id: "alice" }, { user_id: "alice", "metadata.source": "email" }],
  };
};

const operators: JsonSchema = { type: "object", minProperties: 1, additionalProperties: false };

const operatorsDescription = (reader: FieldReader): JsonSchema => ({
  ...operators,
  properties: Object.fromEntries(
    Object.entries(reader.operators).map(([operator, { schema }]) => [operator, schemaOf(schema)]),
  ),
});

const fieldDescription = (reader: FieldReader): JsonSchema => ({
  anyOf: [...(reader.bare === null ? [] : [schemaOf(reader.bare.schema)]), operatorsDescription(reader)],
});

const metadataDescription = (reader: FieldReader): JsonSchema => ({
  description: "Top-level keys with a value each; or an operator with keys and values.",
  ...fieldDescription(reader),
});
