import { createHash } from "node:crypto";
import { z } from "zod";
import type { Memory, MemoryId, MemoryVersion } from "@/lib/memories/types";
import { metadataAnswer } from "./memory-answer";

const nullableText = z.string().nullable();

/** A version of a memory as Mem0's history answers it. */
export const historyEntrySchema = z
  .object({
    id: z.guid(),
    memory_id: z.guid(),
    input: z
      .array(z.object({ role: z.enum(["user", "assistant"]), content: z.string() }))
      .describe("Always empty: Lethe keeps no conversations."),
    old_memory: nullableText,
    new_memory: z.string(),
    user_id: nullableText,
    agent_id: nullableText,
    app_id: nullableText,
    session_id: nullableText.describe("The run."),
    categories: z.array(z.string()),
    metadata: z.record(z.string(), z.unknown()),
    event: z.enum(["ADD", "UPDATE"]),
    created_at: z.iso.datetime(),
    updated_at: z.iso.datetime(),
  })
  .meta({ id: "HistoryEntry" });

/** `position`: of the version among those of its memory, from 0. */
export const historyEntry = (
  memory: Memory,
  version: MemoryVersion,
  position: number,
): z.output<typeof historyEntrySchema> => ({
  id: entryId(memory.id, position),
  memory_id: memory.id,
  input: [],
  old_memory: version.oldMemory,
  new_memory: version.newMemory,
  user_id: memory.userId,
  agent_id: memory.agentId,
  app_id: memory.appId,
  session_id: memory.runId,
  categories: memory.categories,
  metadata: metadataAnswer(memory),
  event: version.event,
  created_at: version.changedAt,
  updated_at: version.changedAt,
});

/** The same id for the same version each time: a UUID of version 8 (RFC 9562) made only of id and number. */
const entryId = (memoryId: MemoryId, position: number): string => {
  const bytes = createHash("sha256").update(`${memoryId}/${position}`).digest().subarray(0, 16);
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x80, 6);
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8);
  return bytes.toString("hex").replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
};
