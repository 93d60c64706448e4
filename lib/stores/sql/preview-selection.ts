import { sql } from "drizzle-orm";
import type { Database, Transaction } from "@/lib/database/server/database";
import { isDistributed } from "@/lib/database/server/distribution/is-distributed";
import { setLocally } from "@/lib/database/server/set-locally";
import type { PreviewInput, StorePreview } from "@/lib/stores/types";
import { countHeld } from "./count-held";
import { countSelection } from "./count-selection";
import { lockForSnapshot } from "./lock-for-snapshot";
import { byTimesAlone } from "./match-reach";
import { matchSelection } from "./match-selection";
import { previewBreakdowns } from "./preview-breakdowns";
import { previewNear } from "./preview-near";
import { previewSummary } from "./preview-summary";
import { readCoverage } from "./read-coverage";
import { readSample } from "./sample-memories";

/**
 * What a selection would delete, all parts of it read from one snapshot of the store. In several statements: each of them
 * is read and counted by several cores, and all groupings in one (grouping sets) by a single one, in twice the time.
 */
export const previewSelection = async (
  database: Database,
  { selection, compared, kept, asksNear, cutoffAt, bond }: PreviewInput,
): Promise<StorePreview> => {
  const isOnNodes = await isDistributed(database);
  return database.transaction(
    async (transaction) => {
      // The cutoff is earlier than the snapshot, which this takes: all that was stored up to it and committed is counted.
      await lockForSnapshot(transaction);
      await setLocally(transaction, { work_mem: "32MB" });
      const cutoff = sql`${cutoffAt.toISOString()}::timestamptz`;
      const matches = matchSelection(selection, { cutoffAt, bond });

      const summary = await previewSummary(transaction, matches);
      const { breakdowns, newestIds } = await previewBreakdowns(transaction, matches, summary);
      const sample = await readSample(transaction, newestIds);
      const { held = [], ...whole } = selection;
      const heldCounts = await countHeld(transaction, matchSelection(whole, { cutoffAt, bond }), held);
      const keptImmutableCount =
        kept === null ? null : await countSelection(transaction, { selection: kept, cutoffAt, bond });
      return {
        ...summary,
        absentCount:
          selection.kind === "listed" ? new Set(selection.ids).size - summary.count - heldCounts.count : 0,
        breakdowns,
        keptImmutableCount,
        heldCount: heldCounts.count,
        heldByEach: heldCounts.each,
        coverage:
          compared === null || summary.count < compared.fromCount
            ? null
            : await readCoverage(transaction, { filter: compared.filter, cutoffAt }),
        near: asksNear ? await previewNear(transaction, { matches, cutoff }) : { kind: "not_asked" },
        sample,
        cutoffAt: cutoffAt.toISOString(),
        snapshot: isOnNodes ? byTimesAlone : await readSnapshot(transaction),
      };
    },
    { isolationLevel: "repeatable read", accessMode: "read only" },
  );
};

/** The transactions whose writes it sees; in this isolation the same for every statement. */
const readSnapshot = async (transaction: Transaction): Promise<string> => {
  const { rows } = await transaction.execute<{ snapshot: string }>(
    sql`select pg_current_snapshot()::text as snapshot`,
  );
  if (rows[0] === undefined) throw new Error("A select without a table always has a row.");
  return rows[0].snapshot;
};
