import { createHash } from "node:crypto";
import { z } from "zod";
import { errorBody } from "@/lib/mem0-api/api-error";
import { metadataAnswer } from "@/lib/mem0-api/memory-answer";
import { noBody, nothing, operation } from "@/lib/mem0-api/server/operation";
import type { MemoryId } from "@/lib/memories/types";
import { builtinStoreId } from "@/lib/stores/store-ids";
import { getStore } from "@/lib/stores/server/get-store";
import { findMemory } from "@/lib/mem0-api/server/find-memory";
import { memoryIdParameter } from "./get-memory";

const nullableText = z.string().nullable();

const historyEntrySchema = z
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

/** https://docs.mem0.ai/api-reference/memory/history-memory */
export const memoryHistory = operation({
  id: "memory_history",
  method: "GET",
  path: "/v1/memories/{memory_id}/history/",
  group: "Memories",
  summary: "The versions of a memory",
  description:
    "Oldest first. Deleting a memory deletes its versions: afterwards the list is empty, as for a memory that never was.",
  permission: "memories:read",
  pathParameters: memoryIdParameter,
  query: nothing,
  body: noBody,
  answer: z.array(historyEntrySchema),
  errors: [{ status: 400, description: "The ID is not a UUID.", body: errorBody }],
  handler: async (ctx, { path }) => {
    const store = await getStore(ctx, builtinStoreId);
    const [memory, versions] = await Promise.all([
      findMemory(ctx, path.memory_id),
      store.listVersions(path.memory_id),
    ]);
    if (memory === null) return [];
    return versions.map((version, position) => ({
      id: entryId(path.memory_id, position),
      memory_id: path.memory_id,
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
    }));
  },
});

/** The same id for the same version each time: a UUID of version 8 (RFC 9562) made only of id and number. */
const entryId = (memoryId: MemoryId, position: number): string => {
  const bytes = createHash("sha256").update(`${memoryId}/${position}`).digest().subarray(0, 16);
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x80, 6);
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8);
  return bytes.toString("hex").replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
};
