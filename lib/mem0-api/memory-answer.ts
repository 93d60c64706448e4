import { z } from "zod";
import { parseExact } from "@/lib/json/parse-exact";
import type { Memory } from "@/lib/memories/types";
import type { RankedMemory } from "./server/memories/search-memories";

const nullableText = z.string().nullable();

const share = z.number().min(0).max(1);

const shape = {
  id: z.guid(),
  memory: z.string(),
  user_id: nullableText,
  agent_id: nullableText,
  app_id: nullableText,
  metadata: z.record(z.string(), z.unknown()),
  categories: z.array(z.string()),
  immutable: z.boolean().describe("It cannot be updated. Not in Mem0's description."),
  expiration_date: z.iso.date().nullable().describe("The last day on which lists and searches show it."),
  replaced_by: z.guid().nullable().describe("The newer memory that superseded this one."),
  lifecycle_state: z.enum(["active", "superseded"]),
  synthesized: z.boolean().describe("Always false: Lethe makes no memories of its own."),
  created_at: z.iso.datetime(),
  updated_at: z.iso.datetime(),
};

/** A memory as Mem0's list and get answer it: the run is `session_id`. */
export const memoryAnswerSchema = z
  .object({ ...shape, session_id: nullableText.describe("The run.") })
  .meta({ id: "Memory" });
export type MemoryAnswer = z.infer<typeof memoryAnswerSchema>;

/** A memory as Mem0's search answers it: the run is `run_id`. */
export const foundAnswerSchema = z
  .object({
    ...shape,
    run_id: nullableText,
    score: share,
    score_breakdown: z
      .object({ words: share, likeness: share, meaning: share.nullable() })
      .describe("The share of the query's words in it, and how close it is in spelling and meaning."),
  })
  .meta({ id: "FoundMemory" });
export type FoundAnswer = z.infer<typeof foundAnswerSchema>;

export const foundAnswer = ({ memory, score, words, likeness, meaning }: RankedMemory): FoundAnswer => {
  const { session_id: run_id, ...answer } = memoryAnswer(memory);
  return { ...answer, run_id, score, score_breakdown: { words, likeness, meaning } };
};

/** Numbers in it can be exact ones: an answer is written by `writeExact`. */
export const metadataAnswer = ({ metadata }: Memory): Record<string, unknown> =>
  // It is an object in every store.
  parseExact(metadata) as Record<string, unknown>;

export const memoryAnswer = (memory: Memory): MemoryAnswer => ({
  id: memory.id,
  memory: memory.memory,
  user_id: memory.userId,
  agent_id: memory.agentId,
  app_id: memory.appId,
  session_id: memory.runId,
  metadata: metadataAnswer(memory),
  categories: memory.categories,
  immutable: memory.immutable,
  expiration_date: memory.expirationDate,
  replaced_by: memory.supersededBy,
  lifecycle_state: memory.supersededBy === null ? "active" : "superseded",
  synthesized: false,
  created_at: memory.createdAt,
  updated_at: memory.updatedAt,
});
