import { z } from "zod";
import { refuse } from "./answer";
import { entityKeys, type EntityIds } from "./types";

const ids = { user_id: z.string().nullish(), agent_id: z.string().nullish(), run_id: z.string().nullish() };
const fields = z.record(z.string(), z.unknown());

export const addSchema = z.object({
  messages: z.array(z.object({ role: z.string(), content: z.string() })),
  ...ids,
  metadata: fields.nullish(),
  expiration_date: z.iso.date().nullish(),
  infer: z.boolean().nullish(),
});

export const updateSchema = z.object({
  text: z.string().optional(),
  metadata: fields.optional(),
  expiration_date: z.iso.date().nullable().optional(),
});

export const searchSchema = z.object({
  query: z.string(),
  ...ids,
  filters: fields.nullish(),
  top_k: z.int().min(0).nullish(),
  threshold: z.number().min(0).max(1).nullish(),
  show_expired: z.boolean().nullish(),
});

export type Unvalidated = Partial<Record<keyof typeof ids, string | null>>;

/**
 * The entities that a request names: surrounding space is cut, an empty id is none, and one with space inside is refused
 * as the recording `refusal` was.
 */
export const entityIdsOf = (input: Unvalidated, refusal: string): EntityIds => {
  const given = entityKeys.flatMap((key) => {
    const value = input[key];
    if (value == null || value === "") return [];
    const trimmed = value.trim();
    if (trimmed === "" || /\s/.test(trimmed)) return refuse(refusal, { user_id: key });
    return [[key, trimmed] as const];
  });
  return Object.fromEntries(given);
};

/** `top_k` of a list; more than a thousand is refused. */
export const topKOf = (query: Readonly<Record<string, string>>): number | undefined => {
  if (query.top_k === undefined) return undefined;
  const topK = z.coerce.number().int().min(0).parse(query.top_k);
  return topK > 1_000 ? refuse("list-too-many", { 1001: query.top_k }) : topK;
};
