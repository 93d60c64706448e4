import type { ImportId } from "@/lib/memories/import-id";
import type { ImportMessage } from "@/lib/imports/import-message";
import type { BadLine, UnknownKeys } from "@/lib/imports/types";

export const badLinesShownMax = 200;

export type ImportCounts = { addedCount: number; alreadyPresentCount: number; badCount: number };

/** How an import ended. `broken`: by a failure, after which what was added stays. */
export type ImportEnd =
  { kind: "done" } | { kind: "cancelled" } | { kind: "broken"; message: string; requestId: string | null };

/** An import as the page shows it. */
export type ImportState = ImportCounts & {
  fileName: string;
  /** By which its memories are found; null until the server has begun. */
  importId: ImportId | null;
  totalBytes: number;
  /** How much of the file was read, and what it held sent. */
  sentBytes: number;
  badLines: BadLine[];
  unlistedBadCount: number;
  /** Of those already there, memories that say something else in the file. */
  differingCount: number;
  unknownKeys: UnknownKeys;
  /** What of the whole is not in the file, and what was left out on purpose, in sentences. */
  warnings: readonly string[];
  notes: readonly string[];
  end: ImportEnd | null;
};

export const newImport = (file: File): ImportState => ({
  fileName: file.name,
  importId: null,
  totalBytes: file.size,
  sentBytes: 0,
  addedCount: 0,
  alreadyPresentCount: 0,
  badCount: 0,
  badLines: [],
  unlistedBadCount: 0,
  differingCount: 0,
  unknownKeys: {},
  warnings: [],
  notes: [],
  end: null,
});

/** The state after a message about the part whose import began at `before`: the server counts each part from 0. */
export const afterMessage = (
  state: ImportState,
  before: ImportCounts,
  message: Exclude<ImportMessage, { kind: "bad" | "begun" }>,
): ImportState => ({
  ...state,
  addedCount: before.addedCount + message.addedCount,
  alreadyPresentCount: before.alreadyPresentCount + message.alreadyPresentCount,
  badCount: before.badCount + message.badCount,
  differingCount: state.differingCount + (message.kind === "done" ? message.differingCount : 0),
  unlistedBadCount: state.unlistedBadCount + (message.kind === "done" ? message.unlistedBadCount : 0),
});

export const withBadLine = (state: ImportState, badLine: BadLine): ImportState =>
  state.badLines.length >= badLinesShownMax ? state : { ...state, badLines: [...state.badLines, badLine] };

/** "Line 3", "Memory 7": where in the file something is. */
export const placeWords = ({ place, number }: BadLine): string =>
  `${place === "line" ? "Line" : "Memory"} ${number.toLocaleString("en")}`;
