import { z } from "zod";
import { errorBody } from "@/lib/mem0-api/api-error";
import { projectParameters } from "@/lib/mem0-api/list-input";
import { requestNow, requireDone, untilFinished } from "@/lib/mem0-api/server/delete-memories";
import { noBody, operation } from "@/lib/mem0-api/server/operation";
import { batchSizeMax } from "@/lib/deletions/types";
import { listSuperseded } from "@/lib/stores/builtin/list-superseded";
import { builtinStoreId } from "@/lib/stores/store-ids";
import { getStore } from "@/lib/stores/server/get-store";
import { memoryIdErrors, memoryIdParameter, memoryNotFound } from "./get-memory";

/** https://docs.mem0.ai/api-reference/memory/delete-memory */
export const deleteMemory = operation({
  id: "delete_memory",
  method: "DELETE",
  path: "/v1/memories/{memory_id}/",
  group: "Memories",
  summary: "Delete a memory",
  description:
    "Answered when it is gone, its versions with it, and found to be gone. Immutable memories can be deleted. `delete_linked` also takes those that it superseded, which would resurface otherwise.",
  permission: "memories:delete",
  pathParameters: memoryIdParameter,
  query: z.strictObject({
    delete_linked: z
      .enum(["true", "false", "True", "False", "1", "0"], "delete_linked is true or false.")
      .transform((text) => ["true", "True", "1"].includes(text))
      .optional()
      .meta({ type: "boolean" }),
    ...projectParameters,
  }),
  body: noBody,
  answer: z.object({
    message: z.literal("Memory deleted successfully!"),
    cascade_count: z
      .int()
      .min(0)
      .optional()
      .describe("Linked memories deleted with it; with delete_linked only."),
  }),
  errors: [
    ...memoryIdErrors,
    { status: 500, description: "The store could not delete it.", body: errorBody },
    { status: 503, description: "The deletion goes on, and has not ended yet.", body: errorBody },
  ],
  handler: async (ctx, { path, query }) => {
    const id = path.memory_id;
    const store = await getStore(ctx, builtinStoreId);
    if ((await store.find(id)) === null) throw memoryNotFound();
    const linked = query.delete_linked ? await listSuperseded(ctx.database, id, batchSizeMax - 1) : [];
    const requested = await requestNow(ctx, { kind: "listed", ids: [id, ...linked] });
    const deletion = await untilFinished(ctx, requested.id);
    requireDone(deletion);
    // Somebody else was faster.
    if (deletion.deletedCount === 0) throw memoryNotFound();
    const message = "Memory deleted successfully!" as const;
    return query.delete_linked ? { message, cascade_count: deletion.deletedCount - 1 } : { message };
  },
});
