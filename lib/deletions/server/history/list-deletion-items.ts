import { and, asc, eq, gt, isNull, lte, or, sql, type SQL } from "drizzle-orm";
import type { Context } from "@/lib/access/context";
import { itemStateOf } from "@/lib/deletions/item-state";
import { isFinished, type DeletionStatus } from "@/lib/deletions/status";
import type { DeletionItemPage, ItemState } from "@/lib/deletions/types";
import type { DeletionId } from "@/lib/deletions/deletion-id";
import { ExpectedError } from "@/lib/errors/expected-error";
import { requirePermission } from "@/lib/access/require-permission";
import { memoryIdSchema } from "@/lib/memories/types";
import { deletionItems, deletions } from "@/drizzle/schema/deletions";
import { itemId } from "../record/item-id";

const limitMax = 200;

/**
 * One page of a deletion's items in the order they were frozen: those after `afterSeq` (0 for the first page), of one
 * state or (null) all. `limit` is 1–200. Throws not_permitted, not_found.
 */
export const listDeletionItems = async (
  ctx: Context,
  input: { deletionId: DeletionId; state: ItemState | null; afterSeq: number; limit: number },
): Promise<DeletionItemPage> => {
  requirePermission(ctx.actor, "deletions:read");
  const [deletion] = await ctx.database
    .select({ status: deletions.status, cursorSeq: deletions.cursorSeq })
    .from(deletions)
    .where(eq(deletions.id, input.deletionId));
  if (deletion === undefined) throw new ExpectedError("not_found", "There is no deletion with this id.");

  const limit = Math.min(Math.max(1, Math.trunc(input.limit)), limitMax);
  const rows = await ctx.database
    .select({
      seq: deletionItems.seq,
      memoryId: itemId,
      outcome: deletionItems.outcome,
      errorCode: deletionItems.errorCode,
    })
    .from(deletionItems)
    .where(
      and(
        eq(deletionItems.deletionId, input.deletionId),
        gt(deletionItems.seq, input.afterSeq),
        input.state === null ? undefined : isInState(input.state, deletion),
      ),
    )
    .orderBy(asc(deletionItems.seq))
    .limit(limit + 1);
  const items = rows.slice(0, limit).map((row) => ({
    seq: row.seq,
    memoryId: memoryIdSchema.parse(row.memoryId),
    state: itemStateOf(row, deletion),
    errorCode: row.errorCode,
  }));
  return { items, nextSeq: rows.length > limit ? (items.at(-1)?.seq ?? null) : null };
};

/** The same as itemStateOf, in SQL. */
const isInState = (
  state: ItemState,
  deletion: { status: DeletionStatus; cursorSeq: number },
): SQL | undefined => {
  const { outcome, seq } = deletionItems;
  const isUnreached = and(isNull(outcome), gt(seq, deletion.cursorSeq));
  switch (state) {
    case "deleted":
      return or(eq(outcome, "deleted"), and(isNull(outcome), lte(seq, deletion.cursorSeq)));
    case "already_absent":
    case "failed":
      return eq(outcome, state);
    case "pending":
      return isFinished(deletion.status) ? sql`false` : isUnreached;
    case "kept":
      return or(eq(outcome, "kept"), isFinished(deletion.status) ? isUnreached : undefined);
  }
};
