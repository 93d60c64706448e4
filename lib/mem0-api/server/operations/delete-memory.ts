import { sql } from "drizzle-orm";
import { z } from "zod";
import type { Context } from "@/lib/access/context";
import { errorBody, refused } from "@/lib/mem0-api/api-error";
import {
  deleteOne,
  onHold,
  refuseHeld,
  requestNow,
  requireDone,
  untilFinished,
} from "@/lib/mem0-api/server/delete-memories";
import { noBody, operation } from "@/lib/mem0-api/server/operation";
import { listedCountMax } from "@/lib/deletions/request/limits";
import type { DeletionId } from "@/lib/deletions/deletion-id";
import { itemsIn } from "@/lib/deletions/server/history/find-deletions-of";
import { listHeld } from "@/lib/holds/server/list-held";
import { readHolds } from "@/lib/holds/server/read-holds";
import type { MemoryId } from "@/lib/memories/types";
import { listSuperseded } from "@/lib/stores/builtin/list-superseded";
import { builtinStoreId } from "@/lib/stores/store-ids";
import { findMemory } from "@/lib/mem0-api/server/find-memory";
import { deletionExceptions } from "@/drizzle/schema/deletions";
import { memoryIdErrors, memoryIdParameter, memoryNotFound } from "./get-memory";

/** One deletion lists so many, the memory itself among them. */
const linkedCountMax = listedCountMax - 1;

/** https://docs.mem0.ai/api-reference/memory/delete-memory */
export const deleteMemory = operation({
  id: "delete_memory",
  method: "DELETE",
  path: "/v1/memories/{memory_id}/",
  group: "Memories",
  summary: "Delete a memory",
  description:
    "Answered when it and its versions are deleted and verified to be gone. Immutable memories can be deleted. `delete_linked` also deletes those that it superseded, which would reappear otherwise: all of them, or none if there are more than 99,999. What is on hold stays: of those, `held_count` says how many, and the memory itself is refused.",
  permission: "memories:delete",
  pathParameters: memoryIdParameter,
  query: z.strictObject({
    delete_linked: z
      .enum(["true", "false", "True", "False", "1", "0"], "delete_linked is true or false.")
      .transform((text) => ["true", "True", "1"].includes(text))
      .optional()
      .meta({ type: "boolean" }),
  }),
  body: noBody,
  answer: z.object({
    message: z.literal("Memory deleted successfully!"),
    cascade_count: z
      .int()
      .min(0)
      .optional()
      .describe("Linked memories deleted with it; only with delete_linked."),
    held_count: z
      .int()
      .min(1)
      .optional()
      .describe("Memories that stay, as they are on hold; absent for none."),
  }),
  errors: [
    ...memoryIdErrors,
    { status: 409, description: "It is on hold.", body: errorBody },
    { status: 500, description: "The store could not delete it.", body: errorBody },
    { status: 503, description: "The deletion is still running.", body: errorBody },
  ],
  handler: async (ctx, { path, query }) => {
    const id = path.memory_id;
    if ((await findMemory(ctx, id)) === null) throw memoryNotFound();
    const linked = query.delete_linked ? await linkedTo(ctx, id) : [];
    // Else those that it superseded would go although it stays.
    if (linked.length > 0 && (await isOnHold(ctx, id))) throw onHold(0);
    const deletion =
      linked.length === 0
        ? await deleteOne(ctx, id)
        : await untilFinished(ctx, (await requestNow(ctx, { kind: "listed", ids: [id, ...linked] })).id);
    requireDone(deletion);
    refuseHeld(deletion);
    // Another request was faster.
    if (deletion.deletedCount === 0) throw memoryNotFound();
    const message = "Memory deleted successfully!" as const;
    if (!query.delete_linked) return { message };
    const ownCount = await countDeletedHere(ctx, deletion.id, id);
    if (ownCount === 0 && deletion.heldCount > 0 && (await findMemory(ctx, id)) !== null)
      throw onHold(deletion.deletedCount);
    return {
      message,
      cascade_count: deletion.deletedCount - ownCount,
      ...(deletion.heldCount > 0 && { held_count: deletion.heldCount }),
    };
  },
});

const isOnHold = async ({ database }: Context, id: MemoryId): Promise<boolean> =>
  (await listHeld(database, await readHolds(database, { storeId: builtinStoreId }), [id])).has(id);

const linkedTo = async (ctx: Context, id: MemoryId): Promise<MemoryId[]> => {
  const { count, ids } = await listSuperseded(ctx.database, id, linkedCountMax);
  if (count > ids.length) {
    throw refused(
      `This memory superseded ${count} others, and at most ${linkedCountMax} can be deleted with it. Nothing was deleted.`,
    );
  }
  return ids;
};

/** 1, or 0 when another request deleted the memory first; those that it superseded were still deleted here. */
const countDeletedHere = async (ctx: Context, deletionId: DeletionId, id: MemoryId): Promise<number> => {
  // What was deleted has no outcome of its own.
  const { rows } = await ctx.database.execute<{ count: string }>(sql`
    select count(*) as count from (${itemsIn(deletionId, id)}) as item
    where not exists (select from ${deletionExceptions} as exception
      where exception.deletion_id = item.deletion_id and exception.seq = item.seq)`);
  return Number(rows[0]?.count);
};
