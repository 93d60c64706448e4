import type { FacetValue } from "@/lib/memories/types";
import type { ImportId } from "@/lib/memories/import-id";

/** Why one memory of an import was left out. `reason` is a sentence that quotes no value of the memory. */
export type BadLine = {
  /** Line of the file; in a list, which can be all on one line, the position of the memory in the file. Both from 1. */
  number: number;
  place: "line" | "position";
  reason: string;
};

export type ImportProgress = {
  /** Memories read so far, good and bad; without blank lines. */
  lineCount: number;
  addedCount: number;
  /** Memories whose id the store already had, or that stand in the file twice. They are left as they were. */
  alreadyPresentCount: number;
  /** Of those, memories that say something else than what is stored under their id. */
  differingCount: number;
  badCount: number;
  /** Of the bad ones, memories that name somebody whose new memories are refused. */
  suppressedCount: number;
  /** Bytes read from the source, as it came: of a packed file, packed. */
  byteCount: number;
};

/** How an import ended: at the end of its source, by its signal, or because the source broke off or could not be read on. */
export type ImportEnd = "complete" | "aborted" | "source_failed" | "unreadable";

/** By which way in an import came. */
export type ImportWay = "page" | "command";

/** Keys of memories that Lethe does not know, with how many memories have them. */
export type UnknownKeys = Record<string, number>;

/** What is in the store when an import has ended, however it did, and what else there is to say of it. */
export type ImportResult = Omit<ImportProgress, "byteCount"> & {
  /** By which its memories are found: the filter's field "import". */
  importId: ImportId;
  end: ImportEnd;
  /** Why an unreadable file could not be read on, in a sentence or two; null otherwise. */
  problem: string | null;
  unknownKeys: UnknownKeys;
};

/** An import, what it is called, and how many of its memories are still there. */
export type ListedImport = FacetValue & { label?: string };
