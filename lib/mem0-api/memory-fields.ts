import { z } from "zod";
import { memoryAnswerSchema, type MemoryAnswer } from "./memory-answer";

const fieldNames = memoryAnswerSchema.keyof();
export type FieldName = z.infer<typeof fieldNames>;

/** `fields` of a list: what is answered of each memory. */
export const fieldsParameter = z
  .array(fieldNames)
  .min(1)
  .max(fieldNames.options.length)
  .describe("Answer these fields of each memory only.");

/** A memory with all its fields, or with those that were asked for. */
export const memoryFieldsSchema = memoryAnswerSchema
  .partial()
  .meta({ id: "ListedMemory", description: "All fields, or those that `fields` names." });

export const withFields = (
  memory: MemoryAnswer,
  fields: readonly FieldName[] | undefined,
): z.input<typeof memoryFieldsSchema> => {
  if (fields === undefined) return memory;
  const wanted: ReadonlySet<string> = new Set(fields);
  return Object.fromEntries(Object.entries(memory).filter(([name]) => wanted.has(name)));
};
