import { z } from "zod";
import { derivedAnswer, recordedAnswer, refuse, type Answer } from "./answer";
import { isHidden, rawMemory, scoredMemory, without } from "./memory-shapes";
import { addSchema, entityIdsOf, searchSchema, topKOf, updateSchema } from "./read-requests";
import { exchangeNamed } from "./recordings";
import type { ReplayedMemories } from "./replayed-memories";
import { entityKeys, type Configured, type EntityIds, type Faults } from "./types";

export type OperationInput = {
  memories: ReplayedMemories;
  faults: Faults;
  role: "admin" | "member";
  /** What the path names. */
  parts: readonly string[];
  query: Readonly<Record<string, string>>;
  body: unknown;
  configured: Configured;
};

/** Texts to extract, by the rule of the stub model that was recorded with: a sentence after "Remember" or "Note". */
const factsOf = (text: string): string[] =>
  text.split(/(?<=[.!?])\s+/).flatMap((sentence) => /^(?:Remember|Note): (.+)$/.exec(sentence)?.[1] ?? []);

export const addMemories = async ({ memories, faults, body }: OperationInput): Promise<Answer> => {
  const parsed = addSchema.safeParse(body);
  if (!parsed.success) return refuse("add-no-body");
  const { messages, metadata, expiration_date, infer } = parsed.data;
  const ids = entityIdsOf(parsed.data, "add-whitespace-entity");
  if (Object.keys(ids).length === 0) return refuse("add-no-entity");
  if (faults.isModelDown) return refuse("search-model-down");
  const payload = {
    ...without(metadata ?? {}, [...entityKeys, "actor_id"]),
    ...ids,
    ...(expiration_date == null ? {} : { expiration_date }),
  };
  if (infer === false) {
    const results = [];
    for (const { role, content } of messages.filter((message) => message.role !== "system"))
      for (const { id } of await memories.add([content], { ...payload, role }, { isInferred: false }))
        results.push({ id, memory: content, event: "ADD", actor_id: null, role });
    return derivedAnswer("add", { results });
  }
  const facts = messages.flatMap(({ content }) => factsOf(content));
  const rows = await memories.add(facts, { ...payload, attributed_to: "user" }, { isInferred: true });
  memories.saveTurns(scopeOf(ids), messages);
  const results = rows.map(({ id, payload }) => ({ id, memory: payload?.data, event: "ADD" }));
  return derivedAnswer("add-inferred", { results });
};

const scopeOf = (ids: EntityIds): string =>
  ["agent_id", "run_id", "user_id"]
    .flatMap((key) => Object.entries(ids).filter(([name]) => name === key))
    .map(([key, value]) => `${key}=${value}`)
    .join("&");

export const listMemories = async ({ memories, faults, role, query }: OperationInput): Promise<Answer> => {
  const topK = topKOf(query);
  const ids = entityIdsOf(query, "list-whitespace");
  if (Object.keys(ids).length === 0) {
    if (role !== "admin") return refuse("list-all-member");
    if (faults.isOnQdrant)
      return derivedAnswer("list-all", {
        results: [1, 2].map(() => ({ ...rawMemory({ id: "", payload: {} }), id: null })),
      });
    return derivedAnswer("list-all", { results: await memories.listAll(topK) });
  }
  const results = await memories.list(ids, { topK, showExpired: query.show_expired === "true" });
  return derivedAnswer("list-user", { results });
};

export const getMemory = async ({ memories, parts: [id = ""] }: OperationInput): Promise<Answer> => {
  const row = await memories.find(id);
  return row === null ? recordedAnswer("get-absent") : derivedAnswer("get", scoredMemory(row, null));
};

export const updateMemory = async ({ memories, parts: [id = ""], body }: OperationInput): Promise<Answer> => {
  const { text, metadata, expiration_date } = updateSchema.parse(body);
  if (text === undefined && metadata === undefined && expiration_date === undefined)
    return refuse("update-nothing");
  const changed = {
    ...without(metadata ?? {}, [...entityKeys, "actor_id"]),
    ...(expiration_date === undefined ? {} : { expiration_date }),
  };
  if (!(await memories.update(id, text, changed)))
    return refuse("update-absent", { [recordedIdOf("update-absent")]: id });
  return recordedAnswer("update");
};

export const listHistory = ({ memories, faults, parts: [id = ""] }: OperationInput): Answer =>
  faults.isHistoryLocked ? refuse("history-locked") : derivedAnswer("history", memories.historyOf(id));

export const deleteMemory = async ({
  memories,
  faults,
  parts: [id = ""],
}: OperationInput): Promise<Answer> => {
  const isFound = faults.ignoresDeletes
    ? (await memories.find(id)) !== null
    : await memories.remove(id, faults);
  return isFound ? recordedAnswer("delete") : refuse("delete-again", { [recordedIdOf("delete-again")]: id });
};

export const deleteScope = async (input: OperationInput): Promise<Answer> => {
  requireAdmin(input);
  const ids = entityIdsOf(input.query, "delete-scope-whitespace");
  if (Object.keys(ids).length === 0) return refuse("delete-scope-none");
  return removeAll(input, ids, "delete-scope");
};

export const deleteEntity = async (input: OperationInput): Promise<Answer> => {
  const [kind = "", value = ""] = input.parts;
  const key = entityKeys.find((each) => each === `${kind}_id`);
  if (key === undefined) return refuse("delete-entity-app", { '"app"': JSON.stringify(kind) });
  requireAdmin(input);
  return removeAll(input, entityIdsOf({ [key]: value }, "delete-scope-whitespace"), "delete-entity");
};

const removeAll = async (
  { memories, faults }: OperationInput,
  ids: EntityIds,
  recording: string,
): Promise<Answer> => {
  for (const { id } of await memories.matching(ids))
    if (!faults.ignoresDeletes) await memories.remove(id, faults);
  return recordedAnswer(recording);
};

export const listEntities = async ({ memories, faults }: OperationInput): Promise<Answer> => {
  if (faults.isOnQdrant) return recordedAnswer("entities-empty");
  const rows = (await memories.rows.all()).slice(0, 10_000);
  const found = new Map<
    string,
    { id: string; type: string; created: string[]; updated: string[]; count: number }
  >();
  for (const { payload } of rows)
    for (const key of entityKeys) {
      const value = payload?.[key];
      if (typeof value !== "string" && typeof value !== "number") continue;
      const type = key.replace("_id", "");
      const entity = found.get(`${type} ${value}`) ?? {
        id: String(value),
        type,
        created: [],
        updated: [],
        count: 0,
      };
      entity.count++;
      const created = instantOf(payload?.created_at);
      if (created !== null) entity.created.push(created);
      const updated = instantOf(payload?.updated_at) ?? created;
      if (updated !== null) entity.updated.push(updated);
      found.set(`${type} ${value}`, entity);
    }
  const entities = [...found].sort(([one], [other]) => (one < other ? -1 : 1));
  return derivedAnswer(
    "entities",
    entities.map(([, { id, type, created, updated, count }]) => ({
      id,
      type,
      total_memories: count,
      created_at: created.sort()[0] ?? null,
      updated_at: updated.sort().at(-1) ?? null,
    })),
  );
};

const instantOf = (value: unknown): string | null =>
  typeof value === "string" && !Number.isNaN(Date.parse(value)) ? value.replace("+00:00", "Z") : null;

/**
 * Derived: finds memories that share a word with the query, the most words first. The real server ranks by embeddings and
 * full text, and its stub model hashed words, so that both find the same memories and score them differently.
 */
export const searchMemories = async ({ memories, faults, body }: OperationInput): Promise<Answer> => {
  const { query, filters, top_k, show_expired, ...given } = searchSchema.parse(body);
  const wanted = { ...filters, ...Object.fromEntries(Object.entries(given).filter(([, value]) => value)) };
  if (query.trim() === "") return refuse("search-empty-query");
  if (!entityKeys.some((key) => key in wanted)) return refuse("search-no-entity");
  for (const [key, value] of Object.entries(wanted))
    if (!entityKeys.some((each) => each === key) || typeof value !== "string")
      throw new Error(`The replay knows no search by ${key}: only by entities.`);
  if (faults.isModelDown) return refuse("search-model-down");
  const words = wordsOf(query);
  const today = memories.now().slice(0, 10);
  const scored = (await memories.matching(wanted))
    .filter(({ payload }) => show_expired === true || !isHidden(payload, today))
    .map((row) => {
      const text = wordsOf(JSON.stringify(row.payload?.data ?? ""));
      return { row, score: words.filter((word) => text.includes(word)).length / words.length };
    })
    .filter(({ score }) => score > 0)
    .sort((one, other) => other.score - one.score)
    .slice(0, top_k ?? 20);
  return derivedAnswer("search", { results: scored.map(({ row, score }) => scoredMemory(row, score)) });
};

const wordsOf = (text: string): string[] => text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];

/** As recorded, but for the store that it says. */
export const getConfiguration = ({ faults, configured }: OperationInput): Answer => {
  const recorded = configurationSchema.parse(exchangeNamed("configure").response.body);
  const { config } = recorded.vector_store;
  return derivedAnswer("configure", {
    ...recorded,
    vector_store: faults.isOnQdrant
      ? { provider: "qdrant", config: { collection_name: config.collection_name } }
      : { ...recorded.vector_store, config: { ...config, ...configured } },
  });
};

const configurationSchema = z.looseObject({
  vector_store: z.looseObject({ config: z.record(z.string(), z.unknown()) }),
});

export const reset = async (input: OperationInput): Promise<Answer> => {
  requireAdmin(input, "reset-member");
  await input.memories.reset();
  return recordedAnswer("reset");
};

const requireAdmin = ({ role }: OperationInput, refusal = "delete-scope-member"): void => {
  if (role !== "admin") refuse(refusal);
};

const recordedIdOf = (name: string): string => exchangeNamed(name).request.path.split("/")[2] ?? "";
