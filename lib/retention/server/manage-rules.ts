import { and, count, eq, ne } from "drizzle-orm";
import type { Context } from "@/lib/access/context";
import { requirePermission } from "@/lib/access/require-permission";
import { requireRecentSignIn } from "@/lib/access/server/require-recent-sign-in";
import type { Transaction } from "@/lib/database/server/database";
import { ExpectedError } from "@/lib/errors/expected-error";
import { recordEvent } from "@/lib/ledger/server/record-event";
import { nextTime } from "@/lib/retention/schedule";
import type { RuleTermsInput } from "@/lib/retention/schema";
import { ruleIdSchema, type PausedBecause, type RetentionRule, type RuleId } from "@/lib/retention/types";
import { requirePermit, usePermit } from "@/lib/safety/server/require-permit";
import { getStore } from "@/lib/stores/server/get-store";
import type { StoreId } from "@/lib/stores/store-ids";
import {
  retentionExemptions,
  retentionRules,
  retentionVersions,
  retentionWaiting,
} from "@/drizzle/schema/retention";
import { getRule, ruleCountMax } from "./list-rules";
import { endOpenRuns, isAnsweredFor, lockRule, type LockedRule } from "./lock-rule";
import { actorBody, ruleBody } from "./rule-events";
import { termsOf } from "./rule-row";
import { refuseUnknown, takesAllOf } from "./takes-all";

/** Makes a rule, which is a draft: it counts and takes nothing. Throws not_permitted, not_found (the store), invalid_input. */
export const createRule = async (
  ctx: Context,
  {
    storeId,
    terms,
    declaredAs = null,
  }: { storeId: StoreId; terms: RuleTermsInput; declaredAs?: string | null },
): Promise<RuleId> => {
  requirePermission(ctx.actor, "retention:manage");
  refuseUnknown(await getStore(ctx, storeId), terms);
  const at = ctx.now();
  return ctx.database.transaction(async (transaction) => {
    await requireAnswerer(transaction, terms.answererId);
    const [{ value } = { value: 0 }] = await transaction
      .select({ value: count() })
      .from(retentionRules)
      .where(ne(retentionRules.status, "removed"));
    if (value >= ruleCountMax)
      throw new ExpectedError("invalid_input", `There can be at most ${ruleCountMax} retention rules.`);
    const [rule] = await transaction
      .insert(retentionRules)
      .values({ storeId, declaredAs, createdBy: ctx.actor, createdAt: at, changedAt: at })
      .returning();
    if (rule === undefined) throw new Error("An insert answered no row.");
    await transaction
      .insert(retentionVersions)
      .values({ ...terms, ruleId: rule.id, version: 1, madeBy: ctx.actor, madeAt: at });
    const body = ruleBody(ctx.actor, rule, { ...terms, version: 1 });
    await recordEvent(transaction, { kind: "retention.rule-created", body, at });
    return ruleIdSchema.parse(rule.id);
  });
};

/**
 * Changes what a rule says: a new version, which is a draft until it is turned on. What had been found keeps the day on which it
 * goes, if it still matches then. Throws not_permitted, not_found, invalid_input, and wrong_status (changed meanwhile; declared by
 * the file).
 */
export const changeRule = async (
  ctx: Context,
  { id, version, terms }: { id: RuleId; version: number; terms: RuleTermsInput },
): Promise<RetentionRule> => {
  requirePermission(ctx.actor, "retention:manage");
  const { storeId } = await getRule(ctx, id);
  refuseUnknown(await getStore(ctx, storeId), terms);
  await ctx.database.transaction(async (transaction) => {
    const locked = await lockRule(transaction, id);
    refuseDeclared(ctx, locked);
    refuseOther(locked, version);
    await requireAnswerer(transaction, terms.answererId);
    await writeVersion(transaction, ctx, locked, terms);
  });
  return getRule(ctx, id);
};

/** The next version of a rule that is locked, as a draft. */
export const writeVersion = async (
  transaction: Transaction,
  ctx: Pick<Context, "actor" | "now">,
  { rule }: LockedRule,
  terms: RuleTermsInput,
): Promise<void> => {
  const at = ctx.now();
  const version = rule.version + 1;
  await transaction
    .insert(retentionVersions)
    .values({ ...terms, ruleId: rule.id, version, madeBy: ctx.actor, madeAt: at });
  await transaction
    .update(retentionRules)
    .set({ version, status: "draft", pausedBecause: null, nextRunAt: null, changedAt: at })
    .where(eq(retentionRules.id, rule.id));
  await endOpenRuns(transaction, rule.id, at);
  const body = ruleBody(ctx.actor, rule, { ...terms, version });
  await recordEvent(transaction, { kind: "retention.rule-changed", body, at });
};

/**
 * Lets a rule run by its schedule from now on. `typed`: the name of the store, where it would take everything, or all with any user,
 * agent, app or run. With the second-person rule on, another admin has to approve it first: each of its runs then goes without.
 * Throws not_permitted, not_found, wrong_status, not_confirmed, reauthentication_required, approval_required, StoreError.
 */
export const turnOnRule = async (
  ctx: Context,
  { id, version, typed }: { id: RuleId; version: number; typed: string },
): Promise<RetentionRule> => {
  requirePermission(ctx.actor, "retention:manage");
  requirePermission(ctx.actor, "memories:delete-all");
  requireRecentSignIn(ctx);
  const shown = await ctx.database.transaction((transaction) => lockRule(transaction, id));
  refuseOther(shown, version);
  refuseGone(shown);
  const store = await getStore(ctx, shown.rule.storeId as StoreId);
  const terms = termsOf(shown.version);
  refuseUnknown(store, terms);
  if ((await takesAllOf(ctx, store, terms)) && typed !== store.name) {
    throw new ExpectedError(
      "not_confirmed",
      "This rule takes every memory in the store, or every memory with any user, agent, app or run, so the name of the store must be typed exactly. The rule was not turned on.",
    );
  }
  const permit = await requirePermit(ctx, {
    kind: "retention",
    change: { action: "turn-on", ruleId: id, version, name: terms.name, countMax: terms.countMax },
  });
  await ctx.database.transaction(async (transaction) => {
    const locked = await lockRule(transaction, id);
    refuseOther(locked, version);
    refuseGone(locked);
    if (locked.rule.status === "on") return;
    await usePermit(transaction, permit);
    await requireAnswerer(transaction, terms.answererId);
    const at = ctx.now();
    await transaction
      .update(retentionRules)
      .set({ status: "on", pausedBecause: null, nextRunAt: nextTime(terms, at), changedAt: at })
      .where(eq(retentionRules.id, id));
    await transaction
      .update(retentionVersions)
      .set({ isPermitted: permit !== null })
      .where(and(eq(retentionVersions.ruleId, id), eq(retentionVersions.version, version)));
    const body = ruleBody(ctx.actor, locked.rule, locked.version);
    await recordEvent(transaction, { kind: "retention.rule-turned-on", body, at });
  });
  return getRule(ctx, id);
};

/** Stops it until it is turned on again; a deletion that it has requested goes on. Twice is once. Throws not_permitted, not_found. */
export const pauseRule = async (ctx: Context, { id }: { id: RuleId }): Promise<RetentionRule> => {
  requirePermission(ctx.actor, "retention:manage");
  await ctx.database.transaction(async (transaction) => {
    const locked = await lockRule(transaction, id);
    if (locked.rule.status === "on") await pause(transaction, ctx, locked, "by_member");
  });
  return getRule(ctx, id);
};

/** The same in a transaction that has locked it, for a reason. */
export const pause = async (
  transaction: Transaction,
  ctx: Pick<Context, "actor" | "now">,
  { rule, version }: LockedRule,
  because: PausedBecause,
): Promise<void> => {
  const at = ctx.now();
  await transaction
    .update(retentionRules)
    .set({ status: "paused", pausedBecause: because, nextRunAt: null, changedAt: at })
    .where(eq(retentionRules.id, rule.id));
  await endOpenRuns(transaction, rule.id, at);
  const body = { ...ruleBody(ctx.actor, rule, version), because };
  await recordEvent(transaction, { kind: "retention.rule-paused", body, at });
};

/** Removes it, with what it had found, its exemptions and its filters; history goes on naming it. Throws not_permitted, not_found. */
export const removeRule = async (ctx: Context, { id }: { id: RuleId }): Promise<void> => {
  requirePermission(ctx.actor, "retention:manage");
  await ctx.database.transaction(async (transaction) => {
    const locked = await lockRule(transaction, id);
    if (!isGone(locked)) refuseDeclared(ctx, locked);
    const at = ctx.now();
    // The list before the runs, as a run writes them: in the other order the two could wait for each other.
    await transaction.delete(retentionWaiting).where(eq(retentionWaiting.ruleId, id));
    await endOpenRuns(transaction, id, at);
    await transaction.delete(retentionExemptions).where(eq(retentionExemptions.ruleId, id));
    await transaction.update(retentionVersions).set({ filter: null }).where(eq(retentionVersions.ruleId, id));
    await transaction
      .update(retentionRules)
      .set({ status: "removed", pausedBecause: null, nextRunAt: null, changedAt: at })
      .where(eq(retentionRules.id, id));
    const body = ruleBody(ctx.actor, locked.rule, locked.version);
    await recordEvent(transaction, { kind: "retention.rule-removed", body, at });
  });
};

/** A rule that is declared again is a draft. */
export const returnDeclared = async (
  transaction: Transaction,
  ctx: Pick<Context, "actor" | "now">,
  { rule, version }: LockedRule,
): Promise<void> => {
  const at = ctx.now();
  await transaction
    .update(retentionRules)
    .set({ status: "draft", pausedBecause: null, changedAt: at })
    .where(eq(retentionRules.id, rule.id));
  const body = { ...ruleBody(ctx.actor, rule, version), because: "declared_again" };
  await recordEvent(transaction, { kind: "retention.rule-changed", body, at });
};

/** Has a rule that is on run at once, and by its schedule afterwards. Throws not_permitted, not_found, wrong_status. */
export const runRuleNow = async (ctx: Context, { id }: { id: RuleId }): Promise<RetentionRule> => {
  requirePermission(ctx.actor, "retention:manage");
  await ctx.database.transaction(async (transaction) => {
    const { rule } = await lockRule(transaction, id);
    if (rule.status !== "on")
      throw new ExpectedError("wrong_status", "Only a rule that is on can run. Turn it on first.");
    const at = ctx.now();
    await transaction.update(retentionRules).set({ nextRunAt: at }).where(eq(retentionRules.id, id));
    const body = { actor: actorBody(ctx.actor), ruleId: id, version: rule.version };
    await recordEvent(transaction, { kind: "retention.run-asked", body, at });
  });
  return getRule(ctx, id);
};

const requireAnswerer = async (transaction: Transaction, answererId: string): Promise<void> => {
  if (await isAnsweredFor(transaction, answererId)) return;
  throw new ExpectedError("invalid_input", "Who answers for a rule must be an active admin.");
};

const refuseOther = ({ rule }: LockedRule, version: number): void => {
  if (rule.version === version) return;
  throw new ExpectedError(
    "wrong_status",
    "This rule was changed meanwhile. Look at what it says now, and try again.",
  );
};

const refuseDeclared = (ctx: Context, { rule }: LockedRule): void => {
  if (rule.declaredAs === null || ctx.actor.kind === "system") return;
  throw new ExpectedError(
    "wrong_status",
    "This rule is declared by LETHE_RETENTION_FILE. Change it there, and restart Lethe.",
  );
};

/** Nothing declares it any more: it can be removed, or come back with its file. */
const isGone = ({ rule }: LockedRule): boolean => rule.pausedBecause === "declaration_gone";

const refuseGone = (locked: LockedRule): void => {
  if (!isGone(locked)) return;
  throw new ExpectedError(
    "wrong_status",
    "LETHE_RETENTION_FILE does not declare this rule any more. Declare it again, or remove it.",
  );
};
