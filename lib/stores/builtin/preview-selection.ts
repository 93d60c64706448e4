import { sql } from "drizzle-orm";
import type { Database } from "@/lib/database/server/database";
import type { SelectionPreview } from "@/lib/deletions/types";
import type { PreviewInput } from "@/lib/stores/types";
import { countSelection } from "./count-selection";
import { matchSelection } from "./match-selection";
import { previewBreakdowns } from "./preview-breakdowns";
import { previewNear } from "./preview-near";
import { previewSummary } from "./preview-summary";
import { readSample } from "./sample-memories";
import { isoOf } from "./sql-values";

/**
 * What a selection would delete, all parts of it read from one snapshot of the store. In several statements: each of them
 * is read and counted by several cores, and all groupings in one (grouping sets) by a single one, in twice the time.
 */
export const previewSelection = async (
  database: Database,
  { selection, kept, asksNear }: PreviewInput,
): Promise<SelectionPreview> =>
  database.transaction(
    async (transaction) => {
      // In a repeatable-read transaction now() is earlier than the snapshot, which the first statement takes: whatever
      // was stored up to now() and committed is counted. Rounded as stored_at is, so that the two compare. Read once,
      // since now() would be rounded again for each memory.
      const { rows } = await transaction.execute<{ cutoff_at: string }>(sql`
        select ${isoOf(sql`now()::timestamptz(3)`)} as cutoff_at, set_config('work_mem', '32MB', true)`);
      const cutoffAt = rows[0]?.cutoff_at;
      if (cutoffAt === undefined) throw new Error("A select without a table always has a row.");
      const cutoff = sql`${cutoffAt}::timestamptz`;
      const matches = matchSelection(selection, cutoff);

      const summary = await previewSummary(transaction, matches);
      const { breakdowns, newestIds } = await previewBreakdowns(transaction, matches, summary);
      const sample = await readSample(transaction, newestIds);
      const keptImmutableCount =
        kept === null
          ? null
          : await countSelection(transaction, { selection: kept, cutoffAt: new Date(cutoffAt) });
      return {
        ...summary,
        absentCount: selection.kind === "listed" ? new Set(selection.ids).size - summary.count : 0,
        breakdowns,
        keptImmutableCount,
        near: asksNear ? await previewNear(transaction, { matches, cutoff }) : { kind: "not_asked" },
        sample,
        cutoffAt,
      };
    },
    { isolationLevel: "repeatable read", accessMode: "read only" },
  );
