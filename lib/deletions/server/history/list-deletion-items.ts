import { and, eq, isNull, sql, type SQL } from "drizzle-orm";
import type { Context } from "@/lib/access/context";
import { itemStateOf } from "@/lib/deletions/item-state";
import { isFinished, type DeletionStatus } from "@/lib/deletions/status";
import type { DeletionItemPage, ItemOutcome, ItemState } from "@/lib/deletions/types";
import type { DeletionId } from "@/lib/deletions/deletion-id";
import { ExpectedError } from "@/lib/errors/expected-error";
import { requirePermission } from "@/lib/access/require-permission";
import type { MemoryId } from "@/lib/memories/types";
import { memoryIdSchema } from "@/lib/memories/memory-id-schema";
import { deletionExceptions, deletionItems, deletions, packSize } from "@/drizzle/schema/deletions";
import type { ItemRange } from "../deleter";
import { reachedDeletions } from "./reached-deletions";
import { mayReadFilters } from "./deletion-row";
import { hiddenMemoryId } from "../record/hidden-selection";
import { itemId } from "../record/item-id";
import { referWith } from "../record/reference";
import { firstOfBatch, itemsBetween } from "../record/items-between";

const limitMax = 200;
const readAtOnceMax = 64 * packSize;

type Input = { deletionId: DeletionId; state: ItemState | null; afterSeq: number; limit: number };
type Frozen = { status: DeletionStatus; cursorSeq: number; requestedCount: number | null };
type Row = { seq: number; memoryId: string; outcome: ItemOutcome | null; errorCode: string | null };

/**
 * One page of a deletion's items in the order they were frozen: those after `afterSeq` (0 for the first page), of one
 * state or (null) all. `limit` is 1–200. Throws not_permitted, not_found.
 */
export const listDeletionItems = async (ctx: Context, input: Input): Promise<DeletionItemPage> => {
  requirePermission(ctx.actor, "deletions:read");
  const [deletion] = await ctx.database
    .select({
      status: deletions.status,
      cursorSeq: deletions.cursorSeq,
      requestedCount: deletions.requestedCount,
    })
    .from(deletions)
    .where(and(eq(deletions.id, input.deletionId), reachedDeletions(ctx)));
  if (deletion === undefined) throw new ExpectedError("not_found", "There is no deletion with this ID.");

  const limit = Math.min(Math.max(1, Math.trunc(input.limit)), limitMax);
  const rows = await readItems(ctx, { ...input, limit: limit + 1 }, deletion);
  const shownId = mayReadFilters(ctx.actor)
    ? (id: MemoryId) => id
    : (id: MemoryId) => hiddenMemoryId(id, referWith(ctx.secret));
  const items = rows.slice(0, limit).map((row) => ({
    seq: row.seq,
    memoryId: shownId(memoryIdSchema.parse(row.memoryId)),
    state: itemStateOf(row, deletion),
    errorCode: row.errorCode,
  }));
  return { items, nextSeq: rows.length > limit ? (items.at(-1)?.seq ?? null) : null };
};

const readItems = async (ctx: Context, input: Input, deletion: Frozen): Promise<Row[]> => {
  const { state, limit } = input;
  const exceptions =
    state === "already_absent" || state === "failed" || state === "kept"
      ? await readExceptions(ctx, input, state)
      : [];
  const range = rangeOf(input, deletion);
  const others = range === null ? [] : await readRange(ctx, input, range);
  return [...exceptions, ...others].sort((a, b) => a.seq - b.seq).slice(0, limit);
};

/** Where items of a state are that have no outcome of their own, or all items; the same as itemStateOf says. */
const rangeOf = (
  { state, afterSeq }: Input,
  { status, cursorSeq, requestedCount }: Frozen,
): ItemRange | null => {
  const unreached = { fromSeq: Math.max(afterSeq, cursorSeq) + 1, toSeq: requestedCount ?? 0 };
  switch (state) {
    case null:
      return { fromSeq: afterSeq + 1, toSeq: requestedCount ?? 0 };
    case "deleted":
      return { fromSeq: afterSeq + 1, toSeq: cursorSeq };
    case "pending":
      return isFinished(status) ? null : unreached;
    case "kept":
      return isFinished(status) ? unreached : null;
    case "already_absent":
    case "failed":
      return null;
  }
};

/** A few batches at once, and ever more while the page is not full: nearly all of a range are of the state. */
const readRange = async (
  ctx: Context,
  { deletionId, state, limit }: Input,
  { fromSeq, toSeq }: ItemRange,
): Promise<Row[]> => {
  const rows: Row[] = [];
  let size = packSize;
  for (let next = fromSeq; next <= toSeq && rows.length < limit; next += size) {
    if (next > fromSeq) size = Math.min(size * 2, readAtOnceMax);
    const part = itemsBetween({ fromSeq: next, toSeq: Math.min(toSeq, next + size - 1) });
    const condition = state === null ? part : and(part, isNull(deletionItems.outcome));
    rows.push(...(await select(ctx, deletionId, condition, limit - rows.length)));
  }
  return rows;
};

/** Of the batches that hold an exception, as many as the page needs are unpacked. */
const readExceptions = (
  ctx: Context,
  { deletionId, afterSeq, limit }: Input,
  outcome: ItemOutcome,
): Promise<Row[]> => {
  const isInBatch = sql`${deletionItems.fromSeq} = any(array(
    select distinct ${firstOfBatch(sql`exception.seq`)} from (
      select seq from ${deletionExceptions}
      where deletion_id = ${deletionId}::uuid and outcome = ${outcome} and seq > ${afterSeq}::integer
      order by seq limit ${limit}) as exception))`;
  const condition = and(
    isInBatch,
    eq(deletionItems.outcome, outcome),
    sql`${deletionItems.seq} > ${afterSeq}`,
  );
  return select(ctx, deletionId, condition, limit);
};

const select = (
  ctx: Context,
  deletionId: DeletionId,
  condition: SQL | undefined,
  limit: number,
): Promise<Row[]> =>
  ctx.database
    .select({
      seq: deletionItems.seq,
      memoryId: itemId,
      outcome: deletionItems.outcome,
      errorCode: deletionItems.errorCode,
    })
    .from(deletionItems)
    .where(and(eq(deletionItems.deletionId, deletionId), condition))
    .orderBy(deletionItems.seq)
    .limit(limit);
