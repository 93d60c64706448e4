import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { z } from "zod";
import { sampleMemories } from "@/lib/sample/server/sample-memories";
import type { PersonMemory } from "./plants";

const fileName = path.join("shared", "data", "locomo-memories.jsonl");

const lineSchema = z.object({
  memory: z.string(),
  user_id: z.string().nullish(),
  agent_id: z.string().nullish(),
  app_id: z.string().nullish(),
  run_id: z.string().nullish(),
  metadata: z.record(z.string(), z.unknown()).nullish(),
  created_at: z.iso.datetime(),
});

/**
 * Memories made of LoCoMo's conversations (https://github.com/snap-research/locomo), beside this repository or beside its work trees;
 * null when they are not there.
 */
export const readLocomo = (): PersonMemory[] | null => {
  const file = ["..", path.join("..", "..")].map((up) => path.resolve(up, fileName)).find(existsSync);
  if (file === undefined) return null;
  return readFileSync(file, "utf8")
    .trimEnd()
    .split("\n")
    .map((line) => lineSchema.parse(JSON.parse(line)))
    .map((each) => ({
      memory: each.memory,
      userId: each.user_id ?? null,
      agentId: each.agent_id ?? null,
      appId: each.app_id ?? null,
      runId: each.run_id ?? null,
      metadata: each.metadata ?? {},
      createdAt: new Date(each.created_at),
    }));
};

export const sampleAsStored = (now: Date): PersonMemory[] =>
  sampleMemories(now).map(({ memory, userId, agentId, appId, runId, metadata, createdAt }) => ({
    ...{ memory, userId, agentId, appId, runId, metadata, createdAt },
  }));
