import { z } from "zod";
import { batchSizeMax } from "@/lib/stores/selection";
import { idsOutOfReach } from "@/lib/deletions/server/request/require-reach";
import { builtinStoreId } from "@/lib/stores/store-ids";
import { errorBody } from "@/lib/mem0-api/api-error";
import { heldMessage, requestNow, requireDone, untilFinished } from "@/lib/mem0-api/server/delete-memories";
import { nothing, operation } from "@/lib/mem0-api/server/operation";
import { builtinIdSchema } from "@/lib/memories/memory-id-schema";

/** https://docs.mem0.ai/api-reference/memory/batch-delete */
export const deleteBatch = operation({
  id: "delete_batch",
  method: "DELETE",
  path: "/v1/batch/",
  group: "Memories",
  summary: "Delete up to 1,000 memories",
  description:
    "Answered when they are gone, with the number that this call deleted. Memories that were not there, or were listed twice, are not counted. What is on hold stays, and the message says how many. With more than 1,000 IDs the request is refused, and nothing is deleted.",
  permission: "memories:delete",
  pathParameters: nothing,
  query: nothing,
  body: z.strictObject({
    memories: z
      .array(
        z.strictObject({
          memory_id: z.guid("memory_id should be a valid UUID").pipe(builtinIdSchema),
        }),
      )
      .min(1, "No memories: list at least one.")
      .max(batchSizeMax, `Maximum of ${batchSizeMax} memories can be deleted in a single request`),
  }),
  answer: z.object({
    message: z.string(),
    held_count: z
      .int()
      .min(1)
      .optional()
      .describe("Memories that stay, as they are on hold; absent for none."),
  }),
  errors: [
    { status: 400, description: "More than 1,000 IDs, none, or one that is not a UUID.", body: errorBody },
    { status: 500, description: "The store could not delete all of them.", body: errorBody },
    { status: 503, description: "The deletion is still running.", body: errorBody },
  ],
  handler: async (ctx, { body }) => {
    const listed = [...new Set(body.memories.map(({ memory_id }) => memory_id))];
    const others = await idsOutOfReach(ctx, builtinStoreId, listed);
    const ids = listed.filter((id) => !others.has(id));
    if (ids.length === 0) return { message: "Successfully deleted 0 memories" };
    const requested = await requestNow(ctx, { kind: "listed", ids });
    const deletion = await untilFinished(ctx, requested.id);
    requireDone(deletion);
    const count = deletion.deletedCount;
    return {
      message: `Successfully deleted ${count} ${count === 1 ? "memory" : "memories"}${heldMessage(deletion)}`,
      ...(deletion.heldCount > 0 && { held_count: deletion.heldCount }),
    };
  },
});
