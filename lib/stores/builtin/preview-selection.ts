import { sql } from "drizzle-orm";
import type { Database } from "@/lib/database/server/database";
import { setLocally } from "@/lib/database/server/set-locally";
import type { SelectionPreview } from "@/lib/deletions/types";
import type { PreviewInput } from "@/lib/stores/types";
import { countSelection } from "./count-selection";
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
  { selection, compared, kept, asksNear, cutoffAt }: PreviewInput,
): Promise<SelectionPreview> =>
  database.transaction(
    async (transaction) => {
      // The cutoff is earlier than the snapshot, which this takes: whatever was stored up to it and committed is counted.
      await setLocally(transaction, { work_mem: "32MB" });
      const cutoff = sql`${cutoffAt.toISOString()}::timestamptz`;
      const matches = matchSelection(selection, cutoff);

      const summary = await previewSummary(transaction, matches);
      const { breakdowns, newestIds } = await previewBreakdowns(transaction, matches, summary);
      const sample = await readSample(transaction, newestIds);
      const keptImmutableCount =
        kept === null ? null : await countSelection(transaction, { selection: kept, cutoffAt });
      return {
        ...summary,
        absentCount: selection.kind === "listed" ? new Set(selection.ids).size - summary.count : 0,
        breakdowns,
        keptImmutableCount,
        coverage:
          compared === null || summary.count < compared.fromCount
            ? null
            : await readCoverage(transaction, { filter: compared.filter, cutoffAt }),
        near: asksNear ? await previewNear(transaction, { matches, cutoff }) : { kind: "not_asked" },
        sample,
        cutoffAt: cutoffAt.toISOString(),
      };
    },
    { isolationLevel: "repeatable read", accessMode: "read only" },
  );
