import { inArray, sql } from "drizzle-orm";
import type { Context } from "@/lib/access/context";
import { isTimeout } from "@/lib/database/server/database-error";
import { setLocally } from "@/lib/database/server/set-locally";
import { itemStateOf } from "@/lib/deletions/item-state";
import type { MemoryDeletion, MemoryDeletions } from "@/lib/deletions/types";
import { requirePermission } from "@/lib/access/require-permission";
import type { MemoryId } from "@/lib/memories/types";
import { deletionItems, deletions } from "@/drizzle/schema/deletions";
import { deletionColumns, deletionFrom } from "./deletion-row";
import { itemIs } from "../record/item-id";

const shownMax = 5;
const secondsMax = 3;

/**
 * The deletions that name a memory, in whichever store, the newest first, at most five. Ids alone are looked at: no text of a
 * deleted memory is kept. Looks through the items by a small index, and gives up after three seconds (`isComplete` false).
 * Throws not_permitted.
 */
export const findDeletionsOf = async (ctx: Context, memoryId: MemoryId): Promise<MemoryDeletions> => {
  requirePermission(ctx.actor, "deletions:read");
  const items = await readItems(ctx, memoryId).catch((error: unknown) => {
    if (isTimeout(error)) return null;
    throw error;
  });
  if (items === null) return { deletions: [], isComplete: false };
  if (items.length === 0) return { deletions: [], isComplete: true };
  const rows = await ctx.database
    .select({ ...deletionColumns, cursorSeq: deletions.cursorSeq })
    .from(deletions)
    .where(
      inArray(
        deletions.id,
        items.map((item) => item.deletion_id),
      ),
    );
  const found = items.flatMap((item): MemoryDeletion[] => {
    const row = rows.find(({ id }) => id === item.deletion_id);
    if (row === undefined) return [];
    const { cursorSeq, ...deletion } = row;
    return [
      { deletion: deletionFrom(deletion), state: itemStateOf(item, { cursorSeq, status: row.status }) },
    ];
  });
  return { deletions: found, isComplete: true };
};

type Item = Pick<typeof deletionItems.$inferSelect, "seq" | "outcome"> & { deletion_id: string };

const readItems = (ctx: Context, memoryId: MemoryId): Promise<Item[]> =>
  ctx.database.transaction(
    async (transaction) => {
      // The planner does not know how few pages the index leaves to be read.
      await setLocally(transaction, { statement_timeout: `${secondsMax}s`, enable_seqscan: "off" });
      const { rows } = await transaction.execute<Item>(sql`
        select item.deletion_id, item.seq, item.outcome
        from ${deletionItems} as item join ${deletions} as deletion on deletion.id = item.deletion_id
        where ${itemIs(sql`item`, memoryId)}
        order by deletion.created_at desc, deletion.id limit ${shownMax}`);
      return rows;
    },
    { accessMode: "read only" },
  );
