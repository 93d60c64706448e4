import { and, asc, eq, isNotNull, isNull, lte, or, sql } from "drizzle-orm";
import { letheActor } from "@/lib/deletions/server/record/lethe-actor";
import type { Context } from "@/lib/access/context";
import type { Transaction } from "@/lib/database/server/database";
import { afterDue } from "@/lib/retention/schedule";
import { lockSafetyRule } from "@/lib/safety/server/read-rule";
import { deletions } from "@/drizzle/schema/deletions";
import { retentionRules, retentionRuns } from "@/drizzle/schema/retention";
import { isAnsweredFor, lockRule, type LockedRule } from "./lock-rule";
import { pause } from "./manage-rules";
import type { RunRow } from "./rule-row";

type Claiming = Pick<Context, "database" | "now">;

/** A run that does nothing for so long has lost its process, and another one goes on with it. */
export const leaseMinutes = 20;

/**
 * Begins the run of one rule whose time has come: its row, and the rule's next time, in one transaction. Of two processes one is
 * first, and the other finds nothing. What was missed meanwhile is this one run. While a run of the rule is open, or what it has
 * requested is being deleted, none is begun.
 * Answers whether any rule was due.
 */
export const beginDueRun = async ({ database, now }: Claiming): Promise<boolean> =>
  database.transaction(async (transaction) => {
    const at = now();
    const [due] = await transaction
      .select({ id: retentionRules.id })
      .from(retentionRules)
      .where(
        and(
          eq(retentionRules.status, "on"),
          isNotNull(retentionRules.nextRunAt),
          lte(retentionRules.nextRunAt, at),
          sql`not exists (select from ${retentionRuns} as run where run.rule_id = ${retentionRules.id} and run.ended_at is null)`,
          sql`not exists (select from ${deletions} as deletion where deletion.finished_at is null
            and deletion.actor ->> 'id' = ${retentionRules.id}::text)`,
        ),
      )
      .orderBy(asc(retentionRules.nextRunAt))
      .limit(1)
      .for("update", { skipLocked: true });
    if (due === undefined) return false;
    const locked = await lockRule(transaction, due.id);
    const { rule, version } = locked;
    if (rule.nextRunAt === null) return false;
    const because = await whyNot(transaction, locked);
    if (because !== null) {
      await pause(transaction, { actor: letheActor, now }, locked, because);
      return true;
    }
    const { missedCount, nextAt } = afterDue(version, { dueAt: rule.nextRunAt, now: at });
    await transaction
      .insert(retentionRuns)
      .values({
        ruleId: rule.id,
        version: rule.version,
        dueAt: rule.nextRunAt,
        missedCount,
        asOf: at,
        nextTryAt: at,
      })
      .onConflictDoNothing();
    await transaction.update(retentionRules).set({ nextRunAt: nextAt }).where(eq(retentionRules.id, rule.id));
    return true;
  });

/** Why a rule that is due must not run; null when it may. */
export const whyNot = async (
  transaction: Transaction,
  { version }: Pick<LockedRule, "version">,
): Promise<"answerer_gone" | "needs_approval" | null> => {
  if (!(await isAnsweredFor(transaction, version.answererId))) return "answerer_gone";
  const { isOn } = await lockSafetyRule(transaction, "share");
  return isOn && !version.isPermitted ? "needs_approval" : null;
};

/** Takes the oldest run that is to be worked on now, for `leaseMinutes`; null when there is none. */
export const claimRun = async ({ database, now }: Claiming, owner: string): Promise<RunRow | null> =>
  database.transaction(async (transaction) => {
    const at = now();
    const [run] = await transaction
      .select()
      .from(retentionRuns)
      .where(
        and(
          isNull(retentionRuns.endedAt),
          eq(retentionRuns.status, "running"),
          lte(retentionRuns.nextTryAt, at),
          or(isNull(retentionRuns.leaseExpiresAt), lte(retentionRuns.leaseExpiresAt, at)),
        ),
      )
      .orderBy(asc(retentionRuns.nextTryAt))
      .limit(1)
      .for("update", { skipLocked: true });
    if (run === undefined) return null;
    const [claimed] = await transaction
      .update(retentionRuns)
      .set({
        leaseOwner: owner,
        leaseExpiresAt: new Date(at.getTime() + leaseMinutes * 60_000),
        attemptCount: run.attemptCount + 1,
      })
      .where(eq(retentionRuns.id, run.id))
      .returning();
    return claimed ?? null;
  });
