import type { CleanCoverage, CleanErrorCode, CleanPhase, CleanStatus } from "@/lib/cleaning/types";

export const cleanStatusWords: Record<CleanStatus, string> = {
  queued: "Waiting",
  running: "Running",
  completed: "Completed",
  failed: "Failed",
  cancelled: "Cancelled",
};

export const cleanPhaseWords: Record<CleanPhase, string> = {
  copying: "Copying memories",
  indexing: "Building indexes",
  swapping: "Waiting for a moment to switch to the new files",
  statistics: "Rewriting the query planner’s statistics",
  log: "Removing the write-ahead log",
};

export const cleanErrorWords: Record<CleanErrorCode, string> = {
  disk_full: "There was not enough free disk space.",
  in_use:
    "Something else kept using the tables, such as a long export or an open transaction. Try again when it has ended.",
  altered: "The tables were altered in the meantime, for example by an upgrade. Try again.",
  depended_on:
    "Something that is not Lethe’s depends on the tables: a view, a foreign key, a policy, a function or a publication. Remove it first.",
  not_permitted: "Lethe’s database role lacks a right that this needs.",
  distributed:
    "The memories lie on several nodes, and Lethe cannot rewrite their files while they are used. Stop Lethe and run VACUUM FULL memories, memory_versions on the coordinator.",
  interrupted: "It was interrupted too often.",
  failed: "It failed. The server’s log has the reason.",
};

const statisticsWords: Record<CleanCoverage["statistics"], string> = {
  rewritten: "rewritten",
  not_permitted: "not covered: Lethe’s database role may not rewrite them",
  in_use: "not covered: they were in use",
};

const logWords: Record<CleanCoverage["log"], string> = {
  removed: "removed",
  not_embedded: "not covered: the database is not the embedded one",
  not_permitted: "not covered: Lethe’s database role may not end it",
  held: "not covered: something keeps it, such as a replication slot",
};

/** What a clean did, place by place, in the same order everywhere. */
export const coverageWords = ({ statistics, log }: CleanCoverage): string =>
  `pages and indexes: rewritten; statistics: ${statisticsWords[statistics]}; write-ahead log: ${logWords[log]}; backups: not covered`;

/** The same in the width of a table's cell. */
export const shortCoverageWords = ({ statistics, log }: CleanCoverage): string => {
  const left = [
    ...(statistics === "rewritten" ? [] : ["statistics"]),
    ...(log === "removed" ? [] : ["write-ahead log"]),
  ];
  return left.length === 0
    ? "Everything but backups"
    : `Tables and indexes, not: ${left.join(", ")}, backups`;
};
