import { expect, it } from "vitest";
import type { JsonSchema } from "@/lib/mem0-api/open-api-types";
import { fieldRows, schemaWords } from "./schema-words";

const schemas: [schema: JsonSchema, words: string][] = [
  [{ $ref: "#/components/schemas/Filters" }, "Filters"],
  [{ type: "array", items: { type: "string", format: "uuid" } }, "list of UUID"],
  [{ type: ["string", "null"] }, "text or null"],
  [{ anyOf: [{ type: "string", format: "date" }, { type: "null" }] }, "day or null"],
  [{ type: "integer", minimum: 1, maximum: 1000 }, "whole number from 1 to 1,000"],
  [{ type: "integer", minimum: 0, maximum: Number.MAX_SAFE_INTEGER }, "whole number from 0"],
  [{ type: "object", properties: { eq: {}, ne: {} } }, "object with eq, ne"],
  [{ type: "object" }, "object"],
  [{ enum: ["user", "agent"] }, '"user" or "agent"'],
  [{ const: "lethe" }, '"lethe"'],
  [{}, "anything"],
];
it.each(schemas)("%j", (schema, words) => {
  expect(schemaWords(schema)).toBe(words);
});

it("tells what a field is without, and whether it has to be there", () => {
  const rows = fieldRows({
    properties: { a: { type: "boolean", default: false, description: "Why." }, b: { type: "string" } },
    required: ["b"],
  });
  expect(rows).toEqual([
    { name: "a", type: "true or false", isRequired: false, description: "Why. Default: false." },
    { name: "b", type: "text", isRequired: true, description: "" },
  ]);
});
