import { z } from "zod";
import { scopeReach, type Scope } from "@/lib/deletions/scope/scope";
import { scopeSchema, sentMetadataSchema } from "@/lib/deletions/scope/scope-schema";
import type { Filter } from "@/lib/filters/filter";
import { parseExact } from "@/lib/json/parse-exact";
import { entityIdToFind } from "@/lib/memories/text-schemas";
import { entityFields, type EntityField } from "@/lib/memories/types";

// An empty id would be no filter, so that more would be found or deleted than was meant.
const givenId = entityIdToFind().refine(
  (text) => text !== "",
  "An entity ID is empty. Leave it out, or give it a value.",
);
const anyValue = '"*" is any value but null.';
const entityId = givenId.optional().describe(anyValue);
/** The same in a body, where clients send null for none. */
export const entityIdInBody = givenId.nullish().describe(anyValue);

/** Reads JSON that arrives as text, as Mem0 has metadata in a query. */
const metadataText = z
  .string()
  .transform((text, ctx): unknown => {
    try {
      return parseExact(text);
    } catch {
      // "[object Object]" is what Mem0's JavaScript client makes of an object.
      ctx.addIssue({
        code: "custom",
        message:
          'metadata must be a JSON string such as {"source": "email"}. In JavaScript: JSON.stringify(…).',
      });
      return z.NEVER;
    }
  })
  .pipe(sentMetadataSchema)
  .optional()
  .describe('A JSON string such as {"source": "email"}: these values at these top-level keys.');

/** The four entity ids and metadata, as Mem0 takes them in a query. */
export const scopeParameters = {
  user_id: entityId,
  agent_id: entityId,
  app_id: entityId,
  run_id: entityId,
  metadata: metadataText,
};

type GivenScope = { [Field in EntityField]?: string | null | undefined } & { metadata?: unknown };

export const scopeFrom = (query: GivenScope): Scope =>
  scopeSchema.parse({
    user_id: query.user_id,
    agent_id: query.agent_id,
    app_id: query.app_id,
    run_id: query.run_id,
    metadata: query.metadata,
  });

/**
 * What a scope finds in a list; null when it names no entity, which a list needs beside the metadata. Four wildcards want
 * four values, while for a deletion they stand for everything.
 */
export const scopeFilter = (scope: Scope): Filter | null => {
  if (entityFields.every((field) => scope[field] === null)) return null;
  const reach = scopeReach(scope);
  if (reach.kind === "matching") return reach.filter;
  return { and: entityFields.map((field) => ({ field, operator: "present" })) };
};

/** A list in a query: the name given several times, or its values with commas between them. */
export const queryList = <Item extends z.ZodType<unknown, string>>(list: z.ZodArray<Item>) =>
  z
    .union([z.string(), z.array(z.string())])
    .transform((value) => [value].flat().flatMap((text) => text.split(",")))
    .pipe(list)
    .meta({ type: "array", items: { type: "string" } });
