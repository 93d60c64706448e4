import { eq, sql } from "drizzle-orm";
import { setLocally } from "@/lib/database/server/set-locally";
import type { Transaction } from "@/lib/database/server/database";
import { matchingSelectionOf } from "@/lib/deletions/request/store-selection";
import { ExpectedError } from "@/lib/errors/expected-error";
import { matchesFilter } from "@/lib/filters/matches-filter";
import type { Memory, MemoryId } from "@/lib/memories/types";
import type { RuleTerms } from "@/lib/retention/types";
import { compileFilter } from "@/lib/stores/sql/compile-filter";
import { arrayOf, timestampOf, uuidsOf } from "@/lib/stores/sql/sql-values";
import type { MemoryStore } from "@/lib/stores/types";
import { memories } from "@/drizzle/schema/memories";
import { retentionRules, retentionRuns } from "@/drizzle/schema/retention";
import { isOwn, RunLostError } from "./own-run";
import { readExempt } from "./read-exempt";
import type { RunRow } from "./rule-row";
import { selectionOfRule } from "./takes-all";

const statementMinutesMax = 15;

type Guarded = {
  store: Pick<MemoryStore, "deletes">;
  run: RunRow;
  terms: RuleTerms;
  ids: readonly MemoryId[];
};

/**
 * What must still be so when a run requests what it has found: the rule is on and says the same, the run is this process's, and of what
 * is listed everything matches and nothing is kept. What is changed after the preview is not taken, so that it is enough to look
 * at what was previewed. `onRead` is for the preview, and `inTransaction` for the transaction that inserts the deletion: who pauses,
 * changes or removes the rule, or keeps something from it, comes before that transaction or after it.
 */
export const guardRequest = ({ store, run, terms, ids }: Guarded) => {
  const { filter } = matchingSelectionOf(selectionOfRule(terms, run.asOf));
  const usersRead = new Map<string, string>();
  return {
    /** Takes what is read of a remote store. Throws count_changed. */
    onRead: (read: readonly Memory[]): void => {
      for (const memory of read) {
        if (filter === null || !matchesFilter(filter, memory, run.asOf)) throw changedSinceFound();
        if (memory.userId !== null) usersRead.set(memory.id, memory.userId);
      }
    },
    /** Throws RunLostError, count_changed. */
    inTransaction: async (transaction: Transaction): Promise<void> => {
      await requireOn(transaction, run);
      const kept = await readExempt(transaction, run.ruleId, run.asOf);
      if (store.deletes === "remotely") {
        const [keptIds, keptUsers] = [new Set(kept.ids), new Set(kept.users)];
        if (ids.some((id) => keptIds.has(id) || keptUsers.has(usersRead.get(id) ?? "")))
          throw changedSinceFound();
        return;
      }
      await setLocally(transaction, { statement_timeout: `${statementMinutesMax}min` });
      const matches = compileFilter(filter, undefined, { now: timestampOf(run.asOf.toISOString()) });
      const { rows } = await transaction.execute(sql`
        select from ${memories} where ${memories.id} = any(${uuidsOf(ids)}) and ((${matches}) is not true
          or ${memories.id} = any(${uuidsOf(kept.ids)}) or ${memories.userId} = any(${arrayOf(kept.users, "text")}))
        limit 1`);
      if (rows.length > 0) throw changedSinceFound();
    },
  };
};

/** The rule before the run, as everybody locks them. */
const requireOn = async (transaction: Transaction, run: RunRow): Promise<void> => {
  const [rule] = await transaction
    .select({ status: retentionRules.status, version: retentionRules.version })
    .from(retentionRules)
    .where(eq(retentionRules.id, run.ruleId))
    .for("share");
  if (rule?.status !== "on" || rule.version !== run.version) throw new RunLostError();
  const own = await transaction
    .select({ id: retentionRuns.id })
    .from(retentionRuns)
    .where(isOwn(run))
    .for("share");
  if (own.length === 0) throw new RunLostError();
};

/** The next try applies the filter, the holds and the exemptions again. */
export const changedSinceFound = () =>
  new ExpectedError("count_changed", "Some of what the rule has found was changed, held or kept since.");
