import type { StoreId } from "@/lib/stores/store-ids";

/** What a comparison of database and journal found. Numbers only. */
export type JournalFacts = {
  /** Lines of this log that were read; a comparison at start reads the last ones, unless they tell that something is missing. */
  lineCount: number;
  /** Lines that cannot be read, and those that were not written with this LETHE_SECRET: nothing is done by either. */
  unreadableCount: number;
  unsignedCount: number;
  /** Lines of logs that this database does not know. */
  foreignCount: number;
  /** Deletions that the database does not have, or not as far as they had come, and the memories that they erased. */
  lostDeletionCount: number;
  lostErasedCount: number;
  /**
   * Of these memories, those that are in the built-in store again, and those that holds kept when others were erased again; and those
   * with another text than the one that was erased.
   */
  backCount: number;
  changedCount: number;
  /** Memories that were erased in stores elsewhere by deletions that are lost. */
  remoteErasedCount: number;
  /** Events of the ledger, and those that the journal's newest checkpoint of the present log signs. */
  headSeq: number;
  signedSize: number;
  /** The size of that checkpoint when the ledger's first events are not those that it signs; 0, or absent in what was found earlier, when they are. */
  otherRootSize?: number;
};

/** See drizzle/schema/journal.ts. */
export type JournalState = "sound" | "foreign" | "restored" | "replaying";

/**
 * How a look into a store elsewhere ended. `cut_off`: after its time. `gone`: the store is not set up in this database. `disabled`: it is
 * not asked.
 */
export type ScanOutcome = "looked" | "cut_off" | "failed" | "gone" | "disabled";

/** A store elsewhere in which lost deletions erased something, and what a look there met. */
export type StoreScan = {
  storeId: StoreId;
  /** Null when the store is not set up in this database. */
  storeName: string | null;
  erasedCount: number;
  isUnderWay: boolean;
  finishedAt: string | null;
  outcome: ScanOutcome | null;
  /** As of a deletion that failed; null for none. */
  errorCode: string | null;
  /** Of what was erased there, what was looked for, and what was met. */
  lookedCount: number;
  backCount: number;
};

/** A place that the journal is written to, as the ledger's page shows it. */
export type JournalPlace = { triedAt: string | null; errorCode: string | null };

/** The journal as the ledger's page shows it. */
export type ShownJournal = {
  state: JournalState;
  facts: JournalFacts | null;
  checkedAt: string | null;
  restoredAt: string | null;
  replayDeletionId: string | null;
  /** What deletions have done and is not in the journal yet. */
  pendingCount: number;
  file: JournalPlace;
  url: JournalPlace;
  /** Empty unless deletions of stores elsewhere are lost. */
  elsewhere: StoreScan[];
};
