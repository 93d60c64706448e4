import { sql } from "drizzle-orm";
import type { Transaction } from "@/lib/database/server/database";
import { residualErrorCode } from "@/lib/deletions/types";
import type { ItemsInput } from "../deleter";
import { setOutcome } from "../record/set-outcome";
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
  const residual = sql`
    select item.deletion_id, item.seq
    from ${deletionItems} as item join ${memories} as memory on memory.id = item.memory_id
    where item.deletion_id = ${deletionId}::uuid and item.seq <= ${cursorSeq}::integer and item.outcome is null
      and memory.stored_at <= ${cutoffAt.toISOString()}::timestamptz`;
  return setOutcome(transaction, residual, { outcome: "failed", errorCode: residualErrorCode });
};
