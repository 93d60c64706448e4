import { z } from "zod";
import { foundAnswerSchema, memoryAnswerSchema } from "./memory-answer";

const fieldsOf = <Name extends z.ZodEnum>(names: Name) =>
  z.array(names).min(1).max(names.options.length).describe("Return only these fields of each memory.");

/** `fields` of a list or a search: what is answered of each memory. */
export const fieldsParameter = fieldsOf(memoryAnswerSchema.keyof());
export const foundFieldsParameter = fieldsOf(foundAnswerSchema.keyof());

/** A memory with all its fields, or with those that were asked for. */
export const memoryFieldsSchema = memoryAnswerSchema
  .partial()
  .meta({ id: "ListedMemory", description: "All fields, or those that `fields` names." });

export const foundFieldsSchema = foundAnswerSchema
  .partial()
  .meta({ id: "RankedMemory", description: "All fields, or those that `fields` names." });

export const withFields = <Answer extends object>(
  answer: Answer,
  fields: readonly string[] | undefined,
): Partial<Answer> => {
  if (fields === undefined) return answer;
  // A part of the object has some of its fields.
  return Object.fromEntries(
    Object.entries(answer).filter(([name]) => fields.includes(name)),
  ) as Partial<Answer>;
};
