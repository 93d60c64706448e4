import { eq } from "drizzle-orm";
import type { Context } from "@/lib/access/context";
import type { Actor } from "@/lib/access/types";
import { letheActor } from "@/lib/deletions/server/record/lethe-actor";
import { ExpectedError } from "@/lib/errors/expected-error";
import { recordEvent } from "@/lib/ledger/server/record-event";
import { runCountMax } from "@/lib/retention/guard";
import { getStore } from "@/lib/stores/server/get-store";
import { storeIdSchema } from "@/lib/stores/store-id-schema";
import type { MemoryStore } from "@/lib/stores/types";
import { retentionRuns } from "@/drizzle/schema/retention";
import { claimRun, whyNot } from "./claim-run";
import { findMatching } from "./find-matching";
import { lockRule, versionOf } from "./lock-rule";
import { pause } from "./manage-rules";
import { giveBackRun, holdRun, isOwn, RunLostError, writeRun, type Running } from "./own-run";
import { countRequested, noteEarlier, requestDue } from "./request-due";
import { actorBody } from "./rule-events";
import { limitOfRule, termsOf, type RuleRow, type RunRow, type VersionRow } from "./rule-row";
import { errorCodeOf } from "./run-errors";

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
    if (input.signal.aborted) await giveBackRun(input, run);
    else await noteFailure(input, run, error);
    if (errorCodeOf(error) === "unexpected" && !input.signal.aborted) throw error;
  }
  return true;
};

const doRun = async (input: Running, claimed: RunRow): Promise<void> => {
  const begun = await input.database.transaction(async (transaction) => {
    const locked = await lockRule(transaction, claimed.ruleId);
    const version = await versionOf(transaction, claimed);
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
  const run = await noteEarlier(ctx, claimed);
  const earlierCount = await countRequested(ctx.database, run.deletionIds);
  const store = await storeOf(ctx, input, rule);
  if (store === null) return;
  const renew = () => holdRun(input, run);
  const found = await findMatching({ ...input, store, run, terms, renew });
  const dueCount = earlierCount + found.dueCount;
  await writeRun(input, run, { ...found, dueCount });
  const limit = Math.min(run.letCount ?? (await limitOfRule(input, version)), runCountMax);
  if (run.letCount === null && dueCount > limit) {
    await waitForPerson(input, { run, actor, dueCount, limit });
    return;
  }
  await requestDue(ctx, { store, run, terms, countMax: limit - earlierCount, renew });
  await endRun(input, { run, actor });
};

/** Null, and the rule stops, where its store is not set up any more. A disabled one is tried again. */
const storeOf = async (
  ctx: Context,
  { database, now }: Running,
  rule: RuleRow,
): Promise<MemoryStore | null> => {
  try {
    return await getStore(ctx, storeIdSchema.parse(rule.storeId));
  } catch (error) {
    if (!(error instanceof ExpectedError) || error.code !== "not_found") throw error;
    await database.transaction(async (transaction) => {
      const locked = await lockRule(transaction, rule.id);
      await pause(transaction, { actor: letheActor, now }, locked, "store_gone");
    });
    return null;
  }
};

/** As which a rule deletes: with the rights of an admin, whom who answers for it is. */
export const actorOf = (rule: Pick<RuleRow, "id">, version: Pick<VersionRow, "name" | "version">): Actor => ({
  kind: "rule",
  id: rule.id,
  label: version.name,
  role: "admin",
  version: version.version,
});

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
  { run, actor }: { run: RunRow; actor: Actor },
): Promise<void> =>
  database.transaction(async (transaction) => {
    const at = now();
    const [own] = await transaction.select().from(retentionRuns).where(isOwn(run)).for("update");
    if (own === undefined) throw new RunLostError();
    const count = await countRequested(transaction, own.deletionIds);
    await transaction
      .update(retentionRuns)
      .set({
        status: "done",
        // What was requested: something may have been kept since it was counted.
        dueCount: count,
        endedAt: at,
        leaseOwner: null,
        leaseExpiresAt: null,
        errorCode: null,
      })
      .where(eq(retentionRuns.id, run.id));
    await recordEvent(transaction, {
      kind: "retention.run-ended",
      body: { ...countsOf(own), actor: actorBody(actor), count },
      at,
    });
  });

const countsOf = (run: RunRow) => ({
  ruleId: run.ruleId,
  version: run.version,
  runId: run.id,
  dueAt: run.dueAt.toISOString(),
  missedCount: run.missedCount,
  foundCount: run.foundCount,
  leftCount: run.leftCount,
  heldCount: run.heldCount,
  sparedCount: run.sparedCount,
  deletionIds: run.deletionIds,
});

const noteFailure = async (input: Running, run: RunRow, error: unknown): Promise<void> => {
  const at = input.now();
  const errorCode = errorCodeOf(error);
  const released = { errorCode, leaseOwner: null, leaseExpiresAt: null };
  if (run.attemptCount < attemptsMax) {
    const minutes = retryMinutes[Math.min(run.attemptCount, retryMinutes.length) - 1] ?? 1;
    const nextTryAt = new Date(at.getTime() + minutes * 60_000);
    await writeRun(input, run, { ...released, nextTryAt }).catch(() => undefined);
    return;
  }
  await giveUp(input, run, released).catch(() => undefined);
};

const giveUp = async (
  { database, now }: Running,
  run: RunRow,
  released: { errorCode: string; leaseOwner: null; leaseExpiresAt: null },
): Promise<void> =>
  database.transaction(async (transaction) => {
    const at = now();
    const [failed] = await transaction
      .update(retentionRuns)
      .set({ ...released, status: "failed", endedAt: at })
      .where(isOwn(run))
      .returning();
    if (failed === undefined) throw new RunLostError();
    const count = await countRequested(transaction, failed.deletionIds);
    await recordEvent(transaction, {
      kind: "retention.run-failed",
      body: { ...countsOf(failed), actor: actorBody(letheActor), errorCode: released.errorCode, count },
      at,
    });
  });
