import { refuse } from "./answer";
import type { Payload, Row } from "./types";

const promotedKeys = [
  "user_id",
  "agent_id",
  "run_id",
  "actor_id",
  "role",
  "attributed_to",
  "expiration_date",
];
const coreKeys = ["data", "hash", "created_at", "updated_at", "id", "text_lemmatized"];

/** As a scoped list shows a memory. A payload without an object, or whose text is null, is an error of the server's. */
export const shownMemory = ({ id, payload }: Row): Record<string, unknown> => {
  if (payload === null || payload.data === null) return refuse("odd-get-no-text");
  return {
    id,
    memory: payload.data ?? "",
    hash: payload.hash ?? null,
    metadata: nonEmpty(without(payload, [...coreKeys, ...promotedKeys])),
    created_at: payload.created_at ?? null,
    updated_at: payload.updated_at ?? null,
    ...Object.fromEntries(promotedKeys.filter((key) => key in payload).map((key) => [key, payload[key]])),
  };
};

/** As `get` and `search` show it: with a score, which `get` has none of. */
export const scoredMemory = (row: Row, score: number | null): Record<string, unknown> => ({
  ...shownMemory(row),
  score,
});

/** As the list of everything shows it: raw, with a copy of the text among the metadata. */
export const rawMemory = ({ id, payload }: Row): Record<string, unknown> => {
  const fields = payload ?? {};
  return {
    id,
    memory: fields.data ?? null,
    user_id: fields.user_id ?? null,
    agent_id: fields.agent_id ?? null,
    run_id: fields.run_id ?? null,
    hash: fields.hash ?? null,
    expiration_date: fields.expiration_date ?? null,
    metadata: without(fields, [
      "data",
      "user_id",
      "agent_id",
      "run_id",
      "hash",
      "created_at",
      "updated_at",
      "expiration_date",
    ]),
    created_at: fields.created_at ?? null,
    updated_at: fields.updated_at ?? null,
  };
};

/** From the day after its expiration date on; what is no date never expires. */
export const isHidden = (payload: Payload, today: string): boolean => {
  const date = payload?.expiration_date;
  return typeof date === "string" && /^\d{4}-\d{2}-\d{2}$/.test(date) && date < today;
};

export const without = (fields: Readonly<Record<string, unknown>>, keys: readonly string[]) =>
  Object.fromEntries(Object.entries(fields).filter(([key]) => !keys.includes(key)));

const nonEmpty = (fields: Record<string, unknown>) => (Object.keys(fields).length === 0 ? null : fields);
