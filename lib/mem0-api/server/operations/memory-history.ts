import { z } from "zod";
import { errorBody } from "@/lib/mem0-api/api-error";
import { historyEntry, historyEntrySchema } from "@/lib/mem0-api/history-answer";
import { noBody, nothing, operation } from "@/lib/mem0-api/server/operation";
import { builtinStoreId } from "@/lib/stores/store-ids";
import { getStore } from "@/lib/stores/server/get-store";
import { findMemory } from "@/lib/mem0-api/server/find-memory";
import { memoryIdParameter } from "./get-memory";

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
    return versions.map((version, position) => historyEntry(memory, version, position));
  },
});
