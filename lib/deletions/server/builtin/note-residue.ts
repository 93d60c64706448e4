import { sql } from "drizzle-orm";
import type { Transaction } from "@/lib/database/server/database";
import { residualErrorCode } from "@/lib/deletions/types";
import type { ItemsInput } from "../deleter";
import { deletionItems } from "@/drizzle/schema/deletions";
import { memories } from "@/drizzle/schema/memories";

/**
 * Corrects items that were taken for deleted while their memories are still there: they become failed. Returns
 * how many.
 */
export const noteResidue = async (
  transaction: Transaction,
  { deletionId, cursorSeq, cutoffAt }: ItemsInput,
): Promise<number> => {
  const { rowCount } = await transaction.execute(sql`
    update ${deletionItems} as item set outcome = 'failed', error_code = ${residualErrorCode}
    from ${memories} as memory
    where item.deletion_id = ${deletionId}::uuid and item.seq <= ${cursorSeq}::integer and item.outcome is null
      and memory.id = item.memory_id and memory.stored_at <= ${cutoffAt.toISOString()}::timestamptz`);
  return rowCount ?? 0;
};
