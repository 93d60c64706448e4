/** Why one memory of an import was left out. `reason` is a sentence that quotes nothing of the memory. */
export type BadLine = {
  /** Line of the file; in a JSON array, which can be all on one line, the position of the memory. Both from 1. */
  number: number;
  place: "line" | "position";
  reason: string;
};

export type ImportProgress = {
  /** Memories read so far, good and bad; blank lines are none. */
  lineCount: number;
  addedCount: number;
  /** Memories whose id the store already had, or that stand in the file twice. They are left as they were. */
  alreadyPresentCount: number;
  badCount: number;
  /** Bytes read from the source. */
  byteCount: number;
};

/** How an import ended: at the end of its source, by its signal, or because the source broke off. */
export type ImportEnd = "complete" | "aborted" | "source_failed";

/** What is in the store when an import has ended, however it did. */
export type ImportResult = Omit<ImportProgress, "byteCount"> & { end: ImportEnd };
