import { withinReach } from "@/lib/access/restriction";
import { requirePermission } from "@/lib/access/require-permission";
import type { Context } from "@/lib/access/context";
import { noteMemoriesWritten } from "@/lib/database/server/note-memories-written";
import { notifyMemoriesChanged } from "@/lib/database/server/notify-memories-changed";
import { ExpectedError } from "@/lib/errors/expected-error";
import { heedHolds } from "@/lib/holds/server/heed-holds";
import { listHeld } from "@/lib/holds/server/list-held";
import type { Memory, MemoryId } from "@/lib/memories/types";
import { compileFilter } from "@/lib/stores/sql/compile-filter";
import { builtinStoreId } from "@/lib/stores/store-ids";
import { memories } from "@/drizzle/schema/memories";

/**
 * Writes down what an application says of a memory of the built-in store, in place of what was said before; nulls take it back.
 * It lies in the memory's own row, and goes with it. Answers whether there is such a memory within reach. Throws not_permitted, held.
 */
export const giveFeedback = async (
  ctx: Context,
  { id, ...feedback }: { id: MemoryId } & Pick<Memory, "feedback" | "feedbackReason">,
): Promise<boolean> => {
  requirePermission(ctx.actor, "memories:write");
  const reached = withinReach(ctx, { field: "memory_ids", operator: "in", value: [id] });
  return ctx.database.transaction(async (transaction) => {
    const holds = await heedHolds(transaction, { storeId: builtinStoreId });
    const given = await transaction
      .update(memories)
      .set(feedback)
      .where(compileFilter(reached))
      .returning({ id: memories.id });
    if (given.length === 0) return false;
    // Under the memory's lock, so that what it is does not change any more.
    if ((await listHeld(transaction, holds, [id])).size > 0)
      throw new ExpectedError(
        "held",
        "This memory is on hold and cannot be given feedback. Nothing was changed.",
      );
    await notifyMemoriesChanged(transaction);
    await noteMemoriesWritten(transaction);
    return true;
  });
};
