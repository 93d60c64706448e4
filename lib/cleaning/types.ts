import type { Actor } from "@/lib/access/types";

export type CleanStatus = "queued" | "running" | "completed" | "failed" | "cancelled";

/** In the order in which they come; of each table the first three. */
export type CleanPhase = "copying" | "indexing" | "swapping" | "statistics" | "log";

/**
 * What of the database's files holds nothing any more of what was deleted before the clean began.
 * `tables`: memories, their earlier texts, and the indexes of both. `statistics`: the samples that Postgres keeps for its planner.
 * `log`: the write-ahead log. Backups, replicas and archives are never covered.
 */
export type CleanCoverage = {
  tables: "rewritten";
  statistics: "rewritten" | "not_permitted" | "in_use";
  /** `not_embedded`: the database is not Lethe's own. `held`: something keeps old segments, such as a replication slot. */
  log: "removed" | "not_embedded" | "not_permitted" | "held";
};

/** Why a clean failed. */
export const cleanErrorCodes = [
  /** Less room on the disk than the copies need, or none left on the way. */
  "disk_full",
  /** Something never let go of the tables, such as a long export. */
  "in_use",
  /** The table was altered each time. */
  "altered",
  /** Something that is not Lethe's hangs on the table: a view, a foreign key, a publication. */
  "depended_on",
  "not_permitted",
  /** The memories lie on several nodes, whose files are theirs. */
  "distributed",
  /** Process after process died of it, or was ended. */
  "interrupted",
  "failed",
] as const;
export type CleanErrorCode = (typeof cleanErrorCodes)[number];

export class CleanError extends Error {
  override readonly name = "CleanError";
  constructor(readonly code: CleanErrorCode) {
    super(code);
  }
}

/** A clean as it is shown. Instants are ISO 8601. */
export type ShownClean = {
  id: string;
  status: CleanStatus;
  by: string;
  requestedAt: string;
  startedAt: string | null;
  finishedAt: string | null;
  isCancelRequested: boolean;
  phase: CleanPhase | null;
  /** Bytes of tables and indexes. */
  doneBytes: number;
  totalBytes: number;
  errorCode: CleanErrorCode | null;
  coverage: CleanCoverage | null;
};

/** Lethe itself, by its schedule. */
export const cleaningActor: Actor = { kind: "system", id: "cleaning", label: "Lethe" };

/** What the page of cleans shows. */
export type Cleaning = {
  /** The newest first. */
  cleans: ShownClean[];
  /** Of the memory tables with their indexes. */
  totalBytes: number;
  /** On the disk, for the time of a clean. */
  neededBytes: number;
  /** Null where the database's disk cannot be seen. */
  freeBytes: number | null;
  estimatedSeconds: number;
  isEmbedded: boolean;
  /** LETHE_CLEAN_HOURS; 0: only when somebody asks. */
  everyHours: number;
  readAt: string;
};

/** The clean after which nothing of a deletion is left where it says so. */
export type CoveringClean = {
  /** When it ended. ISO 8601. */
  at: string;
  coverage: CleanCoverage;
};
