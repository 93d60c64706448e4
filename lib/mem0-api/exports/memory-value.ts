import { memoryAnswer } from "@/lib/mem0-api/memory-answer";
import { isJsonObject } from "@/lib/json/json-object";
import type { Memory } from "@/lib/memories/types";

/** What an export can say of a memory, by the names that schemas give it; metadata answers to its own keys. */
export type ExportedMemory = { memory: Memory; answer: Record<string, unknown> };

export const exportedMemory = (memory: Memory): ExportedMemory => {
  const { session_id: run_id, ...answer } = memoryAnswer(memory);
  return {
    memory,
    answer: {
      ...answer,
      run_id,
      feedback: memory.feedback,
      feedback_reason: memory.feedbackReason,
    },
  };
};

/** "createdAt", "created-at" and "Created At" are created_at. */
export const plainName = (name: string): string => name.toLowerCase().replace(/[\s_-]/g, "");

const ownNames: ReadonlyMap<string, string> = new Map(
  [
    "id",
    "memory",
    "user_id",
    "agent_id",
    "app_id",
    "run_id",
    "metadata",
    "categories",
    "immutable",
    "expiration_date",
    "replaced_by",
    "lifecycle_state",
    "synthesized",
    "created_at",
    "updated_at",
    "feedback",
    "feedback_reason",
  ].map((name) => [plainName(name), name]),
);

/** Other names for what a memory has. A metadata key of the same name goes before them. */
const otherNames: ReadonlyMap<string, string> = new Map([
  ["memoryid", "id"],
  ["sessionid", "run_id"],
  ["text", "memory"],
  ["content", "memory"],
  ["fact", "memory"],
  ["data", "memory"],
  ["memorytext", "memory"],
  ["timestamp", "created_at"],
  ["date", "created_at"],
]);

const textNames = new Set(["memory", "text", "content", "fact", "data", "memorytext"]);
const idNames = new Set(["id", "memoryid"]);

/** Whether a schema with a property of this name is about one memory, and not about a person. */
export const tellsOneMemory = (name: string): boolean =>
  textNames.has(plainName(name)) || idNames.has(plainName(name));

/** Whether a list of this name is one of the texts. */
export const namesTexts = (name: string): boolean =>
  ["memories", "texts", "contents", "facts", "memorytexts"].includes(plainName(name));

/** Whether a number of this name is how many memories there are. */
export const namesCount = (name: string): boolean =>
  ["count", "total", "totalcount", "totalmemories", "memorycount", "memoriescount"].includes(plainName(name));

/** Reads what a memory has under a name; undefined when nothing. Made once for a name, and asked of each memory. */
export const readerOf = (name: string): ((memory: ExportedMemory) => unknown) => {
  const plain = plainName(name);
  const own = ownNames.get(plain);
  if (own !== undefined) return ({ answer }) => answer[own] ?? undefined;
  const other = otherNames.get(plain);
  return ({ answer }) => {
    const { metadata } = answer;
    if (isJsonObject(metadata) && Object.hasOwn(metadata, name)) return metadata[name] ?? undefined;
    return other === undefined ? undefined : (answer[other] ?? undefined);
  };
};
