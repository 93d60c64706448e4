import { createHash } from "node:crypto";
import { and, asc, eq, isNull, sql } from "drizzle-orm";
import type { Context } from "@/lib/access/context";
import type { Actor } from "@/lib/access/types";
import { errorCodeOf } from "./run-errors";
import { deletionIdSchema } from "@/lib/deletions/deletion-id";
import { listedCountMax } from "@/lib/deletions/request/schema";
import { letheActor } from "@/lib/deletions/server/record/lethe-actor";
import { previewSelection } from "@/lib/deletions/server/preview/preview-selection";
import { requestDeletion } from "@/lib/deletions/server/request/request-deletion";
import { ExpectedError } from "@/lib/errors/expected-error";
import { recordEvent } from "@/lib/ledger/server/record-event";
import { memoryIdSchema, type MemoryId } from "@/lib/memories/types";
import type { RuleTerms } from "@/lib/retention/types";
import { getStore } from "@/lib/stores/server/get-store";
import { storeIdSchema } from "@/lib/stores/store-ids";
import { deletionItems, deletions } from "@/drizzle/schema/deletions";
import { retentionRuns, retentionWaiting } from "@/drizzle/schema/retention";
import { claimRun, leaseMinutes, whyNot } from "./claim-run";
import { findMatching, isDue } from "./find-matching";
import { lockRule, versionOf } from "./lock-rule";
import { pause } from "./manage-rules";
import { actorBody } from "./rule-events";
import { limitOfRule, termsOf, type RuleRow, type RunRow, type VersionRow } from "./rule-row";

type Running = Pick<Context, "database" | "now" | "secret" | "allowsPrivateStores"> & { signal: AbortSignal };

/** The run belongs to another process by now, or was ended by a person. */
class RunLostError extends Error {
  override readonly name = "RunLostError";
}

const changedMax = 3;
/** Minutes until the next try, by how many failed; the last for all further ones. */
const retryMinutes = [1, 5, 15, 30, 60] as const;
/** About a day of trying: then the next time of the schedule has to do. */
const attemptsMax = 28;

/**
 * Works on the oldest run that is to be worked on, and answers whether there was one. A run finds what matches, has what waited long
 * enough and still matches deleted as any deletion is, and ends; what would be more than it may take waits for a person. What
 * fails is tried again later, and told on the rule's page.
 */
export const doNextRun = async (input: Running, owner: string): Promise<boolean> => {
  const run = await claimRun(input, owner);
  if (run === null) return false;
  try {
    await doRun(input, run);
  } catch (error) {
    if (error instanceof RunLostError) return true;
    if (input.signal.aborted) await giveBack(input, run);
    else await noteFailure(input, run, error);
    if (errorCodeOf(error) === "unexpected" && !input.signal.aborted) throw error;
  }
  return true;
};

const doRun = async (input: Running, run: RunRow): Promise<void> => {
  const begun = await input.database.transaction(async (transaction) => {
    const locked = await lockRule(transaction, run.ruleId);
    const version = await versionOf(transaction, run);
    const because = await whyNot(transaction, { version });
    if (because !== null) {
      await pause(transaction, { actor: letheActor, now: input.now }, locked, because);
      return null;
    }
    return { rule: locked.rule, version };
  });
  if (begun === null) return;
  const { rule, version } = begun;
  const terms = termsOf(version);
  const actor = actorOf(rule, version);
  const ctx: Context = { ...input, actor };
  const store = await getStore(ctx, storeIdSchema.parse(rule.storeId));
  const renew = () => hold(input, run);
  const found = await findMatching({ ...input, store, run, terms, renew });
  await writeRun(input, run, found);
  const limit = run.letCount ?? (await limitOfRule(input, version));
  if (run.letCount === null && found.dueCount > limit) {
    await waitForPerson(input, { run, actor, dueCount: found.dueCount, limit });
    return;
  }
  const takenCount = await requestDeletions(ctx, { rule, run, terms, countMax: limit, renew });
  await endRun(input, { run, actor, takenCount });
};

/** As which a rule deletes: with the rights of an admin, whom who answers for it is. */
export const actorOf = (rule: Pick<RuleRow, "id">, version: Pick<VersionRow, "name" | "version">): Actor => ({
  kind: "rule",
  id: rule.id,
  label: version.name,
  role: "admin",
  version: version.version,
});

type Requesting = {
  rule: RuleRow;
  run: RunRow;
  terms: RuleTerms;
  countMax: number;
  renew: () => Promise<void>;
};

/** Requests what is due, a hundred thousand memories a deletion. Answers how many. */
const requestDeletions = async (ctx: Context, input: Requesting): Promise<number> => {
  const { run, countMax, renew } = input;
  let takenCount = 0;
  for (let number = 0; takenCount < countMax; number++) {
    const deletionId =
      (await findRequested(ctx, run, number)) ??
      (await requestNext(ctx, input, number, Math.min(listedCountMax, countMax - takenCount)));
    if (deletionId === null) return takenCount;
    takenCount += await noteRequested(ctx, run, deletionId);
    await renew();
  }
  return takenCount;
};

/** The deletion that this run requested before, if its process stopped before it was noted. */
const findRequested = async (ctx: Context, run: RunRow, number: number): Promise<string | null> => {
  const [row] = await ctx.database
    .select({ id: deletions.id })
    .from(deletions)
    .where(
      and(
        sql`${deletions.actor} ->> 'id' = ${ctx.actor.id}`,
        eq(deletions.idempotencyKey, keyOf(run, number)),
      ),
    );
  return row?.id ?? null;
};

/** Previewed and requested as for a person: what is changed in between is not taken. Null when nothing is left. */
const requestNext = async (
  ctx: Context,
  { rule, run, terms }: Requesting,
  number: number,
  countMax: number,
): Promise<string | null> => {
  const storeId = storeIdSchema.parse(rule.storeId);
  for (let attempt = 0; attempt < changedMax; attempt++) {
    const ids = await dueIds(ctx, run, terms, countMax);
    if (ids.length === 0) return null;
    const selection = { kind: "listed" as const, ids };
    const preview = await previewSelection(ctx, { storeId, selection });
    const result = await requestDeletion(ctx, {
      storeId,
      selection,
      // A hold that was placed since keeps some of them, and they are none that it takes.
      expectedCount: preview.count + preview.absentCount,
      cutoffAt: new Date(preview.cutoffAt),
      previewId: preview.id,
      reason: null,
      ticket: null,
      idempotencyKey: keyOf(run, number),
    });
    if (result.kind === "requested") return result.deletion.id;
  }
  // The next try applies the filter and the holds again.
  throw new ExpectedError(
    "count_changed",
    "What the rule has found changes faster than it can be requested.",
  );
};

const dueIds = async (
  { database }: Context,
  run: RunRow,
  terms: RuleTerms,
  countMax: number,
): Promise<MemoryId[]> => {
  const rows = await database
    .select({ id: retentionWaiting.memoryId })
    .from(retentionWaiting)
    .where(isDue(run, terms))
    .orderBy(asc(retentionWaiting.dueAt), asc(retentionWaiting.memoryId))
    .limit(countMax);
  return rows.map(({ id }) => memoryIdSchema.parse(id));
};

/** Takes what was requested off the waiting list, and writes the deletion down. Answers how many it is of. */
const noteRequested = async (ctx: Context, run: RunRow, deletionId: string): Promise<number> =>
  ctx.database.transaction(async (transaction) => {
    const taken = await transaction.execute(sql`
      delete from ${retentionWaiting} where ${retentionWaiting.ruleId} = ${run.ruleId}
        and ${retentionWaiting.memoryId} in (
          select coalesce(item.memory_id::text, item.remote_id) from ${deletionItems} as item
          where item.deletion_id = ${deletionIdSchema.parse(deletionId)}::uuid)`);
    const [noted] = await transaction
      .update(retentionRuns)
      .set({
        deletionIds: sql`case when ${deletionId}::uuid = any(${retentionRuns.deletionIds}) then ${retentionRuns.deletionIds}
          else ${retentionRuns.deletionIds} || ${deletionId}::uuid end`,
      })
      .where(isOwn(run))
      .returning({ id: retentionRuns.id });
    if (noted === undefined) throw new RunLostError();
    return taken.rowCount ?? 0;
  });

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

const isOwn = (run: RunRow) =>
  and(
    eq(retentionRuns.id, run.id),
    isNull(retentionRuns.endedAt),
    run.leaseOwner === null ? sql`false` : eq(retentionRuns.leaseOwner, run.leaseOwner),
  );

const writeRun = async (
  { database }: Running,
  run: RunRow,
  values: Partial<typeof retentionRuns.$inferInsert>,
): Promise<void> => {
  const written = await database
    .update(retentionRuns)
    .set(values)
    .where(isOwn(run))
    .returning({ id: retentionRuns.id });
  if (written.length === 0) throw new RunLostError();
};

/** Goes on holding it for as long again. */
const hold = async (input: Running, run: RunRow): Promise<void> => {
  input.signal.throwIfAborted();
  await writeRun(input, run, {
    leaseExpiresAt: new Date(input.now().getTime() + leaseMinutes * 60_000),
  });
};

const giveBack = async (input: Running, run: RunRow): Promise<void> => {
  await writeRun(input, run, { leaseOwner: null, leaseExpiresAt: null }).catch(() => undefined);
};

const waitForPerson = async (
  { database, now }: Running,
  { run, actor, dueCount, limit }: { run: RunRow; actor: Actor; dueCount: number; limit: number },
): Promise<void> =>
  database.transaction(async (transaction) => {
    const [waiting] = await transaction
      .update(retentionRuns)
      .set({ status: "waiting", limitCount: limit, leaseOwner: null, leaseExpiresAt: null, errorCode: null })
      .where(isOwn(run))
      .returning({ id: retentionRuns.id });
    if (waiting === undefined) throw new RunLostError();
    await recordEvent(transaction, {
      kind: "retention.run-waiting",
      body: {
        actor: actorBody(actor),
        ruleId: run.ruleId,
        version: run.version,
        runId: run.id,
        count: dueCount,
        limit,
      },
      at: now(),
    });
  });

const endRun = async (
  { database, now }: Running,
  { run, actor, takenCount }: { run: RunRow; actor: Actor; takenCount: number },
): Promise<void> =>
  database.transaction(async (transaction) => {
    const at = now();
    const [ended] = await transaction
      .update(retentionRuns)
      .set({ status: "done", endedAt: at, leaseOwner: null, leaseExpiresAt: null, errorCode: null })
      .where(isOwn(run))
      .returning();
    if (ended === undefined) throw new RunLostError();
    await recordEvent(transaction, {
      kind: "retention.run-ended",
      body: {
        actor: actorBody(actor),
        ruleId: run.ruleId,
        version: run.version,
        runId: run.id,
        dueAt: run.dueAt.toISOString(),
        missedCount: run.missedCount,
        foundCount: ended.foundCount,
        leftCount: ended.leftCount,
        heldCount: ended.heldCount,
        sparedCount: ended.sparedCount,
        count: takenCount,
        deletionIds: ended.deletionIds,
      },
      at,
    });
  });

const noteFailure = async (input: Running, run: RunRow, error: unknown): Promise<void> => {
  const at = input.now();
  const isOver = run.attemptCount >= attemptsMax;
  const minutes = retryMinutes[Math.min(run.attemptCount, retryMinutes.length) - 1] ?? 1;
  await writeRun(input, run, {
    errorCode: errorCodeOf(error),
    leaseOwner: null,
    leaseExpiresAt: null,
    ...(isOver
      ? { status: "failed", endedAt: at }
      : { nextTryAt: new Date(at.getTime() + minutes * 60_000) }),
  }).catch(() => undefined);
};
