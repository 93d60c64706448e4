import { and, inArray, sql, type SQL } from "drizzle-orm";
import type { Context } from "@/lib/access/context";
import { isTimeout } from "@/lib/database/server/database-error";
import { setLocally } from "@/lib/database/server/set-locally";
import { itemStateOf } from "@/lib/deletions/item-state";
import type { ItemOutcome, MemoryDeletion, MemoryDeletions } from "@/lib/deletions/types";
import { requirePermission } from "@/lib/access/require-permission";
import type { DeletionId } from "@/lib/deletions/deletion-id";
import type { MemoryId } from "@/lib/memories/types";
import { deletionBatches, deletionExceptions, deletions } from "@/drizzle/schema/deletions";
import { reachedDeletions } from "./reached-deletions";
import { deletionColumns, deletionFrom } from "./deletion-row";
import { keptIdsOf } from "../record/item-id";

const shownMax = 5;
const secondsMax = 3;

/**
 * The deletions that name a memory, in whichever store, the newest first, at most five. Ids alone are looked at: no text of a
 * deleted memory is kept. Small batches are found by an index, large ones are read; gives up after three seconds (`isComplete` false).
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
      and(
        inArray(
          deletions.id,
          items.map((item) => item.deletion_id),
        ),
        reachedDeletions(ctx),
      ),
    );
  const found = items.flatMap((item): MemoryDeletion[] => {
    const row = rows.find(({ id }) => id === item.deletion_id);
    if (row === undefined) return [];
    const { cursorSeq, ...deletion } = row;
    return [
      { deletion: deletionFrom(ctx, deletion), state: itemStateOf(item, { cursorSeq, status: row.status }) },
    ];
  });
  return { deletions: found, isComplete: true };
};

type Item = { deletion_id: string; seq: number; outcome: ItemOutcome | null };

const readItems = (ctx: Context, memoryId: MemoryId): Promise<Item[]> =>
  ctx.database.transaction(
    async (transaction) => {
      // The planner does not know how few pages the index leaves to be read.
      await setLocally(transaction, { statement_timeout: `${secondsMax}s`, enable_seqscan: "off" });
      const { rows } = await transaction.execute<Item>(sql`
        select item.deletion_id, item.seq, exception.outcome
        from (${itemsOf(memoryId)}) as item join ${deletions} as deletion on deletion.id = item.deletion_id
          left join ${deletionExceptions} as exception
            on exception.deletion_id = item.deletion_id and exception.seq = item.seq
        order by deletion.created_at desc, deletion.id limit ${shownMax}`);
      return rows;
    },
    { accessMode: "read only" },
  );

/** Where this memory is, in the words of the indexes of deletion_batches. An id is in a batch once. */
export const itemsOf = (id: MemoryId): SQL => {
  const { uuid, text } = keptIdsOf(id);
  const uuids = sql`batch.memory_ids`;
  const texts = sql`batch.remote_ids`;
  const parts = [
    ...(uuid === null
      ? []
      : [
          part(uuids, sql`${uuid}::uuid`, sql`batch.item_count <= 250 and ${uuids} @> array[${uuid}::uuid]`),
          part(uuids, sql`${uuid}::uuid`, sql`batch.item_count > 250 and ${uuid}::uuid = any(${uuids})`),
        ]),
    ...(text === null
      ? []
      : [part(texts, sql`${text}::text`, sql`${texts} is not null and ${text}::text = any(${texts})`)]),
  ];
  return sql.join(parts, sql` union all `);
};

/** Where it is in one deletion of the built-in store: the arrays are looked through, and not unpacked. */
export const itemsIn = (deletionId: DeletionId, id: MemoryId): SQL => {
  const ids = sql`batch.memory_ids`;
  const uuid = sql`${id}::uuid`;
  return part(ids, uuid, sql`batch.deletion_id = ${deletionId}::uuid and ${uuid} = any(${ids})`);
};

const part = (ids: SQL, id: SQL, condition: SQL): SQL => sql`
  select batch.deletion_id, batch.from_seq + array_position(${ids}, ${id}) - 1 as seq
  from ${deletionBatches} as batch where ${condition}`;
