import { and, eq, isNull } from "drizzle-orm";
import type { Transaction } from "@/lib/database/server/database";
import type { RuleId } from "@/lib/retention/types";
import { members } from "@/drizzle/schema/members";
import { retentionRules, retentionRuns, retentionVersions } from "@/drizzle/schema/retention";
import { ruleNotFound } from "./list-rules";
import type { RuleRow, VersionRow } from "./rule-row";

export type LockedRule = { rule: RuleRow; version: VersionRow };

/**
 * A rule with its current version, held until the transaction ends. Throws not_found, also of a removed one. It leaves room for rows
 * that refer to the rule: what a run finds is written for minutes, and who pauses the rule does not wait for that.
 */
export const lockRule = async (transaction: Transaction, id: RuleId | string): Promise<LockedRule> => {
  const [rule] = await transaction
    .select()
    .from(retentionRules)
    .where(eq(retentionRules.id, id))
    .for("no key update");
  if (rule === undefined || rule.status === "removed") throw ruleNotFound();
  const version = await versionOf(transaction, { ruleId: rule.id, version: rule.version });
  return { rule, version };
};

export const versionOf = async (
  transaction: Pick<Transaction, "select">,
  { ruleId, version }: { ruleId: string; version: number },
): Promise<VersionRow> => {
  const [row] = await transaction
    .select()
    .from(retentionVersions)
    .where(and(eq(retentionVersions.ruleId, ruleId), eq(retentionVersions.version, version)));
  if (row === undefined) throw new Error("Every rule has its versions.");
  return row;
};

/** Whether who answers for a rule is an active admin: else nobody stands behind what it deletes. */
export const isAnsweredFor = async (
  transaction: Pick<Transaction, "select">,
  answererId: string,
): Promise<boolean> => {
  const [member] = await transaction
    .select({ id: members.id })
    .from(members)
    .where(and(eq(members.id, answererId), eq(members.role, "admin"), isNull(members.disabledAt)));
  return member !== undefined;
};

/** Ends what a rule has begun and not requested yet: it takes nothing more. */
export const endOpenRuns = async (transaction: Transaction, ruleId: string, at: Date): Promise<void> => {
  await transaction
    .update(retentionRuns)
    .set({ status: "skipped", errorCode: "rule_off", endedAt: at, leaseOwner: null })
    .where(and(eq(retentionRuns.ruleId, ruleId), isNull(retentionRuns.endedAt)));
};
