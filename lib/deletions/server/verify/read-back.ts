import { matchingSelectionOf } from "@/lib/deletions/request/store-selection";
import { deletionIdSchema } from "@/lib/deletions/deletion-id";
import type { Verification } from "@/lib/deletions/verification";
import { verificationChecks, type VerificationCheckName } from "@/lib/deletions/verification-checks";
import type { Database } from "@/lib/database/server/database";
import { HoldErased, readHolds } from "@/lib/holds/server/read-holds";
import type { MatchingSelection } from "@/lib/stores/selection";
import { storeIdSchema } from "@/lib/stores/store-id-schema";
import type { deletions } from "@/drizzle/schema/deletions";
import { noIds, type Checked, type Deleter } from "../deleter";
import { faultCodeOf, storeFaultFrom } from "../run/store-fault";
import { keptSelectionOfRow } from "../record/kept-selection";
import { reachOfDeletion } from "../record/row-json";
import { withoutHeld } from "../record/with-held";

type Row = Pick<
  typeof deletions.$inferSelect,
  | "id"
  | "storeId"
  | "selection"
  | "selectionErasedAt"
  | "cursorSeq"
  | "cutoffAt"
  | "previewId"
  | "snapshot"
  | "heldBy"
>;

/** What was found; for the lists of ids see Checked. */
export type ReadBack = Omit<Checked, "checks"> & { verification: Verification };

/**
 * Looks in the store for what a deletion took. `words` are searched for, a list per text; empty when none are remembered
 * any. A store that cannot answer has verified nothing: every check is then not_checked. Throws on an outage.
 */
export const readBack = async (
  { database, deleter, signal }: { database: Database; deleter: Deleter; signal: AbortSignal },
  row: Row,
  words: readonly string[][],
  now: Date,
): Promise<ReadBack> => {
  const input = {
    deletionId: deletionIdSchema.parse(row.id),
    selection: await selectionOfRow(database, row),
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

/**
 * What it was to take, without what is held or was when it began: that stays as it should. Null where nothing is known of it, or of
 * what such a hold covered.
 */
const selectionOfRow = async (database: Database, row: Row): Promise<MatchingSelection | null> => {
  const kept = keptSelectionOfRow(row);
  if (kept === null) return null;
  const holds = await readHolds(database, {
    storeId: storeIdSchema.parse(row.storeId),
    also: row.heldBy,
  }).catch((error: unknown) => {
    if (error instanceof HoldErased) return null;
    throw error;
  });
  return holds === null ? null : withoutHeld(matchingSelectionOf(kept), holds);
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
