import { matchingSelectionOf } from "@/lib/deletions/request/store-selection";
import { deletionIdSchema } from "@/lib/deletions/deletion-id";
import {
  verificationChecks,
  type Verification,
  type VerificationCheckName,
} from "@/lib/deletions/verification";
import type { deletions } from "@/drizzle/schema/deletions";
import { noIds, type Checked, type Deleter } from "../deleter";
import { faultCodeOf, storeFaultFrom } from "../run/store-fault";
import { keptSelectionOfRow } from "../record/kept-selection";
import { reachOfDeletion } from "../record/row-json";

type Row = Pick<
  typeof deletions.$inferSelect,
  "id" | "selection" | "selectionErasedAt" | "cursorSeq" | "cutoffAt" | "previewId" | "snapshot"
>;

/** What was found; for the lists of ids see Checked. */
export type ReadBack = Omit<Checked, "checks"> & { verification: Verification };

/**
 * Looks in the store for what a deletion took. `words` are searched for, a list per text; empty when none are remembered
 * any. A store that cannot answer has verified nothing: every check is then not_checked. Throws on an outage.
 */
export const readBack = async (
  { deleter, signal }: { deleter: Deleter; signal: AbortSignal },
  row: Row,
  words: readonly string[][],
  now: Date,
): Promise<ReadBack> => {
  const kept = keptSelectionOfRow(row);
  const input = {
    deletionId: deletionIdSchema.parse(row.id),
    selection: kept === null ? null : matchingSelectionOf(kept),
    cursorSeq: row.cursorSeq,
    ...reachOfDeletion(row),
    isPreviewed: row.previewId !== null,
    words,
  };
  const { checks, ...ids } = await deleter.verify({ ...input, signal }).catch((error: unknown) => {
    if (faultCodeOf(storeFaultFrom(error)) === null) throw error;
    return { ...noIds(), checks: verificationChecks.map(notChecked) };
  });
  return { verification: { verifiedAt: now.toISOString(), checks }, ...ids };
};

const notChecked = (check: VerificationCheckName) => ({
  check,
  outcome: "not_checked" as const,
  checkedCount: null,
  residualCount: 0,
  stayedCount: 0,
  otherCount: 0,
  durationMs: 0,
});
