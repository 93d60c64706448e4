import type { Context } from "@/lib/access/context";
import type { Transaction } from "@/lib/database/server/database";
import { needsDeleteAll } from "@/lib/deletions/request/effect";
import { isUnderRule, needsApproval } from "@/lib/deletions/request/needs-approval";
import { matchingSelectionOf } from "@/lib/deletions/request/store-selection";
import { lockSafetyRule, readSafetyRule } from "@/lib/safety/server/read-rule";
import { findEffect, type ComparedStore, type EffectInput } from "../request/find-effect";

/** What of a deletion's row the rule of the second person decides. */
export type Judged = { needsApproval: boolean; approvalCountMax: number | null };
const free: Judged = { needsApproval: false, approvalCountMax: null };

/** Judges a request in its transaction; null when the rule was turned on since it was begun: then begin it again. */
export type Judge = (transaction: Transaction) => Promise<Judged | null>;

/**
 * How the rule of the second person judges a request: by its effect on the store and by its number, both as they are now. The
 * rule is asked again in the transaction that writes the request, and stays as it is until that has ended.
 */
export const judgeRequest = async (
  { actor, database }: Pick<Context, "actor" | "database">,
  store: ComparedStore,
  input: EffectInput,
): Promise<Judge> => {
  const { selection } = input;
  if (!isUnderRule(actor, selection)) return () => Promise.resolve(free);
  const before = await readSafetyRule(database);
  const found = before.isOn
    ? {
        takesAll: needsDeleteAll(selection, await findEffect(store, input)),
        count: await countOf(store, input),
      }
    : null;
  return async (transaction) => {
    const rule = await lockSafetyRule(transaction, "share");
    if (!rule.isOn) return free;
    if (found === null) return null;
    return {
      needsApproval: needsApproval(rule, { actor, selection, ...found }),
      approvalCountMax: rule.countMax,
    };
  };
};

/** As it was confirmed; an application confirms no number, and learns at once whether it has to wait. */
const countOf = async (
  store: ComparedStore,
  { selection, expectedCount, cutoffAt }: EffectInput,
): Promise<number> => {
  if (expectedCount !== null) return expectedCount;
  if (selection.kind === "listed") return selection.ids.length;
  return store.countSelection({ selection: matchingSelectionOf(selection), cutoffAt });
};
