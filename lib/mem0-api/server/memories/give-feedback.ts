import { withinReach } from "@/lib/access/restriction";
import { requirePermission } from "@/lib/access/require-permission";
import type { Context } from "@/lib/access/context";
import { noteMemoriesWritten } from "@/lib/database/server/note-memories-written";
import { notifyMemoriesChanged } from "@/lib/database/server/notify-memories-changed";
import type { Memory, MemoryId } from "@/lib/memories/types";
import { compileFilter } from "@/lib/stores/sql/compile-filter";
import { memories } from "@/drizzle/schema/memories";

/**
 * Writes down what an application says of a memory of the built-in store, in place of what was said before; nulls take it back.
 * It lies in the memory's own row, and goes with it. Answers whether there is such a memory within reach. Throws not_permitted.
 */
export const giveFeedback = async (
  ctx: Context,
  { id, ...feedback }: { id: MemoryId } & Pick<Memory, "feedback" | "feedbackReason">,
): Promise<boolean> => {
  requirePermission(ctx.actor, "memories:write");
  const reached = withinReach(ctx, { field: "memory_ids", operator: "in", value: [id] });
  return ctx.database.transaction(async (transaction) => {
    const given = await transaction
      .update(memories)
      .set(feedback)
      .where(compileFilter(reached))
      .returning({ id: memories.id });
    if (given.length === 0) return false;
    await notifyMemoriesChanged(transaction);
    await noteMemoriesWritten(transaction);
    return true;
  });
};
