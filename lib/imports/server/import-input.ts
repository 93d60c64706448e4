import type { FileReport } from "@/lib/imports/read-file";
import type { ImportProgress, BadLine } from "@/lib/imports/types";
import type { ImportId } from "@/lib/memories/import-id";

export type ImportInput = {
  /** Anything that `openFile` reads. */
  source: AsyncIterable<Uint8Array>;
  /** Called with what the source is, once its beginning was read. */
  onOpen?: (report: FileReport) => void;
  /**
   * The source is a part of a file that the page has read: of an import that is to go on, or null for a new one.
   * `unreadableCount` others among its memories were bad already there.
   */
  part?: { unreadableCount: number; importId: ImportId | null };
  /** Called with the id under which the memories are found, before the first is stored. */
  onBegin?: (importId: ImportId) => void;
  /** Called after each batch of at most 5,000. */
  onProgress?: (progress: ImportProgress) => void;
  onBadLine?: (line: BadLine) => void;
  /** Ends the import after the batch under way. */
  signal?: AbortSignal;
};
