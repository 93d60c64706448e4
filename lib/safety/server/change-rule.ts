import { and, eq, inArray, isNull, sql } from "drizzle-orm";
import type { Context } from "@/lib/access/context";
import { requirePermission } from "@/lib/access/require-permission";
import { requireRecentSignIn } from "@/lib/access/server/require-recent-sign-in";
import type { Actor } from "@/lib/access/types";
import type { Transaction } from "@/lib/database/server/database";
import { ExpectedError } from "@/lib/errors/expected-error";
import { recordEvent } from "@/lib/ledger/server/record-event";
import { isSameRule, loosens } from "@/lib/safety/loosens";
import type { SafetyRule } from "@/lib/safety/types";
import { safetyRules } from "@/drizzle/schema/approvals";
import { memberLinks, members } from "@/drizzle/schema/members";
import { lockSafetyRule, readSafetyRule } from "./read-rule";
import { requirePermit, usePermit } from "./require-permit";
import { countActiveAdmins, countActiveAdminsAlone } from "./require-two-admins";

/** The rule, and how many admins there are who could approve. Throws not_permitted. */
export const readSafety = async (ctx: Context): Promise<{ rule: SafetyRule; adminCount: number }> => {
  requirePermission(ctx.actor, "safety:manage");
  const [rule, adminCount] = await Promise.all([
    readSafetyRule(ctx.database),
    countActiveAdmins(ctx.database),
  ]);
  return { rule, adminCount };
};

/**
 * Changes the rule of the second person. With it on, what loosens it or turns it off needs the approval of another admin. Throws
 * not_permitted, reauthentication_required, approval_required, and wrong_status: with fewer than two active admins it cannot be on.
 */
export const changeSafetyRule = async (ctx: Context, to: SafetyRule): Promise<SafetyRule> => {
  requirePermission(ctx.actor, "safety:manage");
  if (ctx.actor.kind !== "member") {
    throw new ExpectedError("not_permitted", "Only members can change this rule, in the console.");
  }
  requireRecentSignIn(ctx);
  const before = await readSafetyRule(ctx.database);
  const permit = loosens(before, to) ? await requirePermit(ctx, { kind: "rule", change: to }) : null;
  return ctx.database.transaction(async (transaction) => {
    const from = await lockSafetyRule(transaction, "update");
    if (isSameRule(from, to)) return to;
    if (loosens(from, to)) await usePermit(transaction, permit);
    if (to.isOn && (await countActiveAdminsAlone(transaction)) < 2) throw tooFewAdmins();
    if (to.isOn && !from.isOn) await endLinksOfAdmins(transaction);
    await writeRule(transaction, { from, to, actor: ctx.actor, at: ctx.now() });
    return to;
  });
};

/** By a link that was made before, one person could still become two. */
const endLinksOfAdmins = async (transaction: Transaction): Promise<void> => {
  const admins = transaction.select({ id: members.id }).from(members).where(eq(members.role, "admin"));
  await transaction
    .delete(memberLinks)
    .where(and(isNull(memberLinks.usedAt), inArray(memberLinks.memberId, admins)));
};

/**
 * Turns the rule off from the machine, for when there is no second person left; answers whether it was on. For whoever has the
 * machine that is no secret door: the ledger shows it.
 */
export const turnRuleOff = async (ctx: Pick<Context, "actor" | "database" | "now">): Promise<boolean> => {
  if (ctx.actor.kind !== "system")
    throw new ExpectedError("not_permitted", "This is for the machine's own command.");
  return ctx.database.transaction(async (transaction) => {
    const from = await lockSafetyRule(transaction, "update");
    if (!from.isOn) return false;
    await writeRule(transaction, { from, to: { ...from, isOn: false }, actor: ctx.actor, at: ctx.now() });
    return true;
  });
};

type Change = { from: SafetyRule; to: SafetyRule; actor: Actor; at: Date };

const writeRule = async (transaction: Transaction, { from, to, actor, at }: Change): Promise<void> => {
  const { isOn, countMax, coversSupport } = to;
  await transaction.update(safetyRules).set({ isOn, countMax, coversSupport, changedAt: at });
  // Whether approvals have a place in the navigation of open pages depends on it.
  await transaction.execute(sql`select pg_notify('lethe_approvals', '')`);
  await recordEvent(transaction, {
    kind: "safety.rule-changed",
    body: {
      actor: { kind: actor.kind, id: actor.id, role: actor.kind === "system" ? undefined : actor.role },
      isOn: to.isOn,
      countMax: to.countMax,
      coversSupport: to.coversSupport,
      before: { isOn: from.isOn, countMax: from.countMax, coversSupport: from.coversSupport },
    },
    at,
  });
};

const tooFewAdmins = (): ExpectedError =>
  new ExpectedError(
    "wrong_status",
    "The rule needs two active admins, and there is only one. Add a second admin first.",
  );
