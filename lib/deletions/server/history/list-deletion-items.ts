import { and, eq, gt, isNull, lte, or, sql, type SQL } from "drizzle-orm";
import type { Context } from "@/lib/access/context";
import { itemStateOf } from "@/lib/deletions/item-state";
import { isFinished, type DeletionStatus } from "@/lib/deletions/status";
import type { DeletionItemPage, ItemOutcome, ItemState } from "@/lib/deletions/types";
import type { DeletionId } from "@/lib/deletions/deletion-id";
import { ExpectedError } from "@/lib/errors/expected-error";
import { requirePermission } from "@/lib/access/require-permission";
import { memoryIdSchema } from "@/lib/memories/types";
import { deletionExceptions, deletionItems, deletions, packSize } from "@/drizzle/schema/deletions";
import { itemId } from "../record/item-id";
import { firstOfBatch } from "../record/items-between";

const limitMax = 200;

type Input = { deletionId: DeletionId; state: ItemState | null; afterSeq: number; limit: number };
type Row = { status: DeletionStatus; cursorSeq: number };

/**
 * One page of a deletion's items in the order they were frozen: those after `afterSeq` (0 for the first page), of one
 * state or (null) all. `limit` is 1–200. Throws not_permitted, not_found.
 */
export const listDeletionItems = async (ctx: Context, input: Input): Promise<DeletionItemPage> => {
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
    .where(and(eq(deletionItems.deletionId, input.deletionId), matches(input, deletion)))
    // By batch first: they are unpacked one after the other until the page is full.
    .orderBy(deletionItems.fromSeq, deletionItems.seq)
    .limit(limit + 1);
  const items = rows.slice(0, limit).map((row) => ({
    seq: row.seq,
    memoryId: memoryIdSchema.parse(row.memoryId),
    state: itemStateOf(row, deletion),
    errorCode: row.errorCode,
  }));
  return { items, nextSeq: rows.length > limit ? (items.at(-1)?.seq ?? null) : null };
};

/** The same as itemStateOf, in SQL, and which batches need to be unpacked for it. */
const matches = ({ state, deletionId, afterSeq }: Input, { status, cursorSeq }: Row): SQL | undefined => {
  const { fromSeq, seq, outcome } = deletionItems;
  const isUnreached = and(isNull(outcome), gt(seq, cursorSeq));
  const isAfter = and(gt(fromSeq, afterSeq - packSize), gt(seq, afterSeq));
  const isUnreachedBatch = gt(fromSeq, cursorSeq - packSize);
  const isBatchWith = (each: ItemOutcome) => batchesWith(deletionId, each, afterSeq);
  switch (state) {
    case null:
      return isAfter;
    case "deleted":
      return and(isAfter, lte(fromSeq, cursorSeq), isNull(outcome), lte(seq, cursorSeq));
    case "already_absent":
    case "failed":
      return and(isAfter, isBatchWith(state), eq(outcome, state));
    case "pending":
      return isFinished(status) ? sql`false` : and(isAfter, isUnreachedBatch, isUnreached);
    case "kept":
      return isFinished(status)
        ? and(isAfter, or(isBatchWith("kept"), isUnreachedBatch), or(eq(outcome, "kept"), isUnreached))
        : and(isAfter, isBatchWith("kept"), eq(outcome, "kept"));
  }
};

/** Few batches hold an exception. */
const batchesWith = (deletionId: DeletionId, outcome: ItemOutcome, afterSeq: number): SQL =>
  sql`${deletionItems.fromSeq} = any(array(
    select distinct ${firstOfBatch(sql`exception.seq`)} from ${deletionExceptions} as exception
    where exception.deletion_id = ${deletionId}::uuid and exception.outcome = ${outcome} and exception.seq > ${afterSeq}::integer))`;
