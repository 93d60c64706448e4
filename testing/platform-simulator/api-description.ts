import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { z } from "zod";
import { isObject } from "./predicate";

const fileName = path.join("shared", "data", "mem0-openapi.json");

const descriptionSchema = z.object({
  paths: z.record(
    z.string(),
    z.record(
      z.string(),
      z.object({
        responses: z.record(
          z.string(),
          z.object({
            content: z.object({ "application/json": z.object({ schema: z.json() }) }).optional(),
          }),
        ),
      }),
    ),
  ),
});
export type ApiDescription = z.output<typeof descriptionSchema>;

/** Mem0's published API description beside this repository or beside its work trees; null when there is none. */
export const readFullDescription = (): unknown => {
  const file = ["..", path.join("..", "..")].map((up) => path.resolve(up, fileName)).find(existsSync);
  return file === undefined ? null : JSON.parse(readFileSync(file, "utf8"));
};

/** The same, as far as the simulator's answers are held against it. */
export const readApiDescription = (): ApiDescription | null => {
  const description = readFullDescription();
  return description === null ? null : descriptionSchema.parse(description);
};

/**
 * What an operation may answer with a status, null when that is not described. Closed: a field that the description does
 * not have is an error too, so that the simulator invents none.
 */
export const responseSchema = (
  { paths }: ApiDescription,
  template: string,
  method: string,
  status: number,
): z.ZodType | null => {
  const schema =
    paths[template]?.[method.toLowerCase()]?.responses[String(status)]?.content?.["application/json"].schema;
  if (!isObject(schema)) return null;
  return z.fromJSONSchema(closed(schema) as z.core.JSONSchema.JSONSchema, { defaultTarget: "openapi-3.0" }); // It parses what it is given.
};

const closed = (schema: unknown): unknown => {
  if (Array.isArray(schema)) return schema.map(closed);
  if (!isObject(schema)) return schema;
  const inner = Object.fromEntries(Object.entries(schema).map(([key, value]) => [key, closed(value)]));
  const isOpen = "additionalProperties" in schema || !isObject(schema.properties);
  return isOpen ? inner : { ...inner, additionalProperties: false };
};
