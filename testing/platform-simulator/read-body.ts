import { z } from "zod";
import { invalidMemoryId, refusal } from "./api-error";
import { isObject } from "./predicate";
import type { Project } from "./project";
import { entityFields } from "./types";

/** The body as `schema` has it. Throws a refusal that names the first field that is wrong. */
export const readBody = <Schema extends z.ZodType>(schema: Schema, body: unknown): z.output<Schema> => {
  const parsed = schema.safeParse(body);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw refusal(`${issue?.path.join(".") || "body"}: ${issue?.message ?? "not valid"}`);
};

/** The third version of list and search takes entities inside `filters` only. */
export const refuseTopLevelEntities = (body: unknown): void => {
  const field = entityFields.find((each) => isObject(body) && each in body);
  if (field !== undefined)
    throw refusal(`${field} is not accepted at the top level: pass it inside filters.`);
};

/** The id of a memory. One of another form is refused, unless there is a memory of that id. */
export const requireId = ({ histories }: Project, id: string): string => {
  if (histories.has(id)) return id;
  if (!z.guid().safeParse(id).success) throw invalidMemoryId();
  return id.toLowerCase();
};
