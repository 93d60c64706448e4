import { eq } from "drizzle-orm";
import { requirePermission } from "@/lib/access/require-permission";
import type { Context } from "@/lib/access/context";
import type { DeletionId } from "@/lib/deletions/deletion-id";
import { matchingSelectionOf } from "@/lib/deletions/request/store-selection";
import { listedCountMax } from "@/lib/deletions/request/limits";
import { ExpectedError } from "@/lib/errors/expected-error";
import type { MemoryId } from "@/lib/memories/types";
import { isInReach } from "@/lib/stores/remote/in-reach";
import { getStore } from "@/lib/stores/server/get-store";
import { storeIdSchema } from "@/lib/stores/store-id-schema";
import { deletions } from "@/drizzle/schema/deletions";
import { keptSelectionOfRow } from "../record/kept-selection";
import { requireOwnKind } from "../record/require-own-kind";
import { frozenItems } from "../remote/frozen-items";

const secondsMax = 120;

/**
 * The memories that a deletion in a remote store took and that are stored there now, to be deleted again: as many as one request can
 * list. Asks the store for each by its id. Throws not_permitted, not_found (also of its store), unavailable (the store is disabled),
 * wrong_status (of the built-in store), timed_out, StoreError.
 */
export const listReturnedIds = async (ctx: Context, { id }: { id: DeletionId }): Promise<MemoryId[]> => {
  requirePermission(ctx.actor, "memories:delete");
  const [row] = await ctx.database.select().from(deletions).where(eq(deletions.id, id));
  if (row === undefined) throw new ExpectedError("not_found", "There is no deletion with this ID.");
  requireOwnKind(ctx.actor, row);
  const store = await getStore(ctx, storeIdSchema.parse(row.storeId));
  if (store.deletes !== "remotely")
    throw new ExpectedError("wrong_status", "Nothing comes back by itself in the built-in store.");
  const kept = keptSelectionOfRow(row);
  const reach = { selection: kept === null ? null : matchingSelectionOf(kept), cutoffAt: row.cutoffAt };
  const signal = AbortSignal.timeout(secondsMax * 1000);
  const returned: MemoryId[] = [];
  try {
    const { database } = ctx;
    for await (const items of frozenItems({ database, deletionId: id, cursorSeq: row.cursorSeq })) {
      const gone = items.filter(({ isGone }) => isGone).map((item) => item.id);
      if (gone.length === 0) continue;
      const { memories, unreadable } = await store.findMany({ ids: gone, signal });
      for (const memory of memories) if (isInReach(memory, reach)) returned.push(memory.id);
      for (const { id: unreadableId } of unreadable) if (unreadableId !== null) returned.push(unreadableId);
      if (returned.length >= listedCountMax) return returned.slice(0, listedCountMax);
    }
  } catch (error) {
    if (!signal.aborted) throw error;
    throw new ExpectedError(
      "timed_out",
      `The store did not answer for all of them in ${secondsMax} seconds. Try again, or delete them on the Memories page.`,
    );
  }
  return returned;
};
