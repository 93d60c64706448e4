import type { Actor } from "@/lib/access/types";
import type { LedgerBody } from "@/lib/ledger/canonical";

/** Of an actor what the ledger keeps: without the label, which is an email address or the name of a rule. */
export const actorBody = (actor: Actor): LedgerBody => ({
  kind: actor.kind,
  id: actor.id,
  role: actor.kind === "system" ? undefined : actor.role,
  version: actor.kind === "rule" ? actor.version : undefined,
});

/** What the ledger says of a rule: which, in which version, and what bounds it; its filter and its name may name a person. */
export const ruleBody = (
  actor: Actor,
  rule: { id: string; storeId: string },
  terms: {
    version: number;
    schedule: string;
    timeZone: string;
    waitDays: number;
    countMax: number;
    usualFactor: number;
    answererId: string;
  },
): LedgerBody => ({
  actor: actorBody(actor),
  ruleId: rule.id,
  storeId: rule.storeId,
  version: terms.version,
  schedule: terms.schedule,
  timeZone: terms.timeZone,
  waitDays: terms.waitDays,
  countMax: terms.countMax,
  // The ledger holds whole numbers only.
  usualPercent: Math.round(terms.usualFactor * 100),
  answererId: terms.answererId,
});
