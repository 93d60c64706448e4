import { createHash } from "node:crypto";
import { and, asc, eq, inArray, sql, sum } from "drizzle-orm";
import type { Context } from "@/lib/access/context";
import type { Transaction } from "@/lib/database/server/database";
import { deletionIdSchema } from "@/lib/deletions/deletion-id";
import { listedCountMax } from "@/lib/deletions/request/limits";
import { previewSelection } from "@/lib/deletions/server/preview/preview-selection";
import { requestDeletion } from "@/lib/deletions/server/request/request-deletion";
import type { MemoryId } from "@/lib/memories/types";
import { memoryIdSchema } from "@/lib/memories/memory-id-schema";
import type { RuleTerms } from "@/lib/retention/types";
import type { MemoryStore } from "@/lib/stores/types";
import { deletionItems, deletions } from "@/drizzle/schema/deletions";
import { retentionRuns, retentionWaiting } from "@/drizzle/schema/retention";
import { isDue } from "./find-matching";
import { changedSinceFound, guardRequest } from "./guard-request";
import { RunLostError } from "./own-run";
import type { RunRow } from "./rule-row";

type Requesting = {
  store: MemoryStore;
  run: RunRow;
  terms: RuleTerms;
  /** Of what was not requested yet. */
  countMax: number;
  renew: () => Promise<void>;
};

/**
 * Requests what is due, a hundred thousand memories a deletion. Throws RunLostError, and count_changed when some of it is no
 * longer as it was found.
 */
export const requestDue = async (ctx: Context, input: Requesting): Promise<void> => {
  const { run, countMax, renew } = input;
  let requestedCount = 0;
  for (let number = run.deletionIds.length; requestedCount < countMax; number++) {
    const ids = await dueIds(ctx, run, Math.min(listedCountMax, countMax - requestedCount));
    if (ids.length === 0) return;
    await noteRequested(ctx, run, await request(ctx, input, number, ids));
    requestedCount += ids.length;
    await renew();
  }
};

/** The run with the deletions that it requested before its process stopped and could note them. */
export const noteEarlier = async (ctx: Context, run: RunRow): Promise<RunRow> => {
  const deletionIds = [...run.deletionIds];
  for (;;) {
    const [row] = await ctx.database
      .select({ id: deletions.id })
      .from(deletions)
      .where(
        and(
          sql`${deletions.actor} ->> 'id' = ${ctx.actor.id}`,
          eq(deletions.idempotencyKey, keyOf(run, deletionIds.length)),
        ),
      );
    if (row === undefined) return { ...run, deletionIds };
    await noteRequested(ctx, run, row.id);
    deletionIds.push(row.id);
  }
};

/** How many memories the deletions of a run are of. */
export const countRequested = async (
  database: Pick<Transaction, "select">,
  deletionIds: string[],
): Promise<number> => {
  if (deletionIds.length === 0) return 0;
  const [row] = await database
    .select({ value: sum(deletions.requestedCount).mapWith(Number) })
    .from(deletions)
    .where(inArray(deletions.id, deletionIds));
  return row?.value ?? 0;
};

/** Previewed and requested as for a person: what is changed in between is not taken. */
const request = async (
  ctx: Context,
  { store, run, terms }: Requesting,
  number: number,
  ids: MemoryId[],
): Promise<string> => {
  const guard = guardRequest({ store, run, terms, ids });
  const selection = { kind: "listed" as const, ids };
  const preview = await previewSelection(ctx, { storeId: store.id, selection }, guard.onRead);
  // What cannot be read does not show whether it still matches.
  if ((preview.unreadable?.count ?? 0) > 0) throw changedSinceFound();
  const result = await requestDeletion(
    ctx,
    {
      storeId: store.id,
      selection,
      // A hold that was placed since keeps some of them, and they are none that it takes.
      expectedCount: preview.count + preview.absentCount,
      cutoffAt: new Date(preview.cutoffAt),
      previewId: preview.id,
      reason: null,
      ticket: null,
      idempotencyKey: keyOf(run, number),
    },
    null,
    guard.inTransaction,
  );
  if (result.kind === "requested") return result.deletion.id;
  throw changedSinceFound();
};

const dueIds = async ({ database }: Context, run: RunRow, countMax: number): Promise<MemoryId[]> => {
  const rows = await database
    .select({ id: retentionWaiting.memoryId })
    .from(retentionWaiting)
    .where(isDue(run))
    .orderBy(asc(retentionWaiting.dueAt), asc(retentionWaiting.memoryId))
    .limit(countMax);
  return rows.map(({ id }) => memoryIdSchema.parse(id));
};

/**
 * Takes what was requested off the waiting list, and writes the deletion down, also where the rule was paused a moment after it was
 * requested: it goes on. Throws RunLostError.
 */
const noteRequested = async (ctx: Context, run: RunRow, deletionId: string): Promise<void> => {
  const noted = await ctx.database.transaction(async (transaction) => {
    await transaction.execute(sql`
      delete from ${retentionWaiting} where ${retentionWaiting.ruleId} = ${run.ruleId}
        and ${retentionWaiting.memoryId} in (
          select coalesce(item.memory_id::text, item.remote_id) from ${deletionItems} as item
          where item.deletion_id = ${deletionIdSchema.parse(deletionId)}::uuid)`);
    const [row] = await transaction
      .update(retentionRuns)
      .set({
        deletionIds: sql`case when ${deletionId}::uuid = any(${retentionRuns.deletionIds}) then ${retentionRuns.deletionIds}
          else ${retentionRuns.deletionIds} || ${deletionId}::uuid end`,
      })
      .where(eq(retentionRuns.id, run.id))
      .returning({ leaseOwner: retentionRuns.leaseOwner, endedAt: retentionRuns.endedAt });
    return row;
  });
  if (noted?.endedAt !== null || noted.leaseOwner !== run.leaseOwner) throw new RunLostError();
};

/** The same on every try, so that a request is made once. */
const keyOf = (run: RunRow, number: number): string => {
  const digest = createHash("sha256").update(`lethe retention run ${run.id} ${number}`).digest("hex");
  return [
    digest.slice(0, 8),
    digest.slice(8, 12),
    `8${digest.slice(13, 16)}`,
    `8${digest.slice(17, 20)}`,
    digest.slice(20, 32),
  ].join("-");
};
