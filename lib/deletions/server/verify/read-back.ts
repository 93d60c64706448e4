import type { Database } from "@/lib/database/server/database";
import { reachOfDeletion } from "@/lib/deletions/request/reach";
import { storedSelectionSchema } from "@/lib/deletions/request/schema";
import { matchingSelectionOf } from "@/lib/deletions/request/store-selection";
import { deletionIdSchema } from "@/lib/deletions/deletion-id";
import {
  verificationChecks,
  type Verification,
  type VerificationCheckName,
} from "@/lib/deletions/verification";
import type { MemoryId } from "@/lib/memories/types";
import type { MemoryStore, VerifyInput } from "@/lib/stores/types";
import type { deletions } from "@/drizzle/schema/deletions";
import { verifyRemotely, type RemoteVerification } from "../remote/verify-remotely";
import { faultCodeOf, storeFaultFrom } from "../run/store-fault";

type Row = Pick<
  typeof deletions.$inferSelect,
  "id" | "selection" | "cursorSeq" | "cutoffAt" | "previewId" | "snapshot"
>;

/** What was found; the lists of ids are of a store that does not note them itself (see RemoteVerification). */
export type ReadBack = Omit<RemoteVerification, "checks"> & { verification: Verification };

/**
 * Looks in the store for what a deletion took. `words` are searched for, a list per text; empty when nobody remembers
 * any. A store that cannot answer has verified nothing: every check is then not_checked. Throws on an outage.
 */
export const readBack = async (
  { database, store, signal }: { database: Database; store: MemoryStore; signal: AbortSignal },
  row: Row,
  words: readonly string[][],
  now: Date,
): Promise<ReadBack> => {
  const stored = storedSelectionSchema.safeParse(row.selection);
  const input = {
    deletionId: deletionIdSchema.parse(row.id),
    selection: stored.success ? matchingSelectionOf(stored.data) : null,
    cursorSeq: row.cursorSeq,
    ...reachOfDeletion(row),
    isPreviewed: row.previewId !== null,
    words,
  };
  const { checks, ...ids } = await look(database, store, { ...input, signal }).catch((error: unknown) => {
    if (faultCodeOf(storeFaultFrom(error)) === null) throw error;
    return { ...noIds, checks: verificationChecks.map(notChecked) };
  });
  return { verification: { verifiedAt: now.toISOString(), checks }, ...ids };
};

const look = async (
  database: Database,
  store: MemoryStore,
  input: VerifyInput & { signal: AbortSignal },
): Promise<RemoteVerification> => {
  switch (store.deletes) {
    case "in_transaction":
      return { ...noIds, checks: (await store.verify([input]))[0] ?? [] };
    case "remotely":
      return verifyRemotely({ database, store, ...input });
  }
};

const noIds = {
  residualIds: [] as MemoryId[],
  stayedIds: [] as MemoryId[],
  goneIds: [] as MemoryId[],
  remembered: null,
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
