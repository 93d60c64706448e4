import type { ImportMessage } from "@/lib/imports/import-message";

export type BadLine = { line: number; reason: string };

export const badLinesShownMax = 200;

export type ImportCounts = { addedCount: number; alreadyPresentCount: number; badCount: number };

/** How an import ended. `broken`: by a failure, after which what was added stays. */
export type ImportEnd =
  { kind: "done" } | { kind: "cancelled" } | { kind: "broken"; message: string; requestId: string | null };

/** An import as the page shows it. */
export type ImportState = ImportCounts & {
  fileName: string;
  totalBytes: number;
  sentBytes: number;
  /** What a place in the file is called: a line, or in a JSON array a memory. */
  placeNoun: "Line" | "Memory";
  badLines: BadLine[];
  unlistedBadCount: number;
  end: ImportEnd | null;
};

export const newImport = (file: File, placeNoun: ImportState["placeNoun"]): ImportState => ({
  fileName: file.name,
  totalBytes: file.size,
  sentBytes: 0,
  placeNoun,
  addedCount: 0,
  alreadyPresentCount: 0,
  badCount: 0,
  badLines: [],
  unlistedBadCount: 0,
  end: null,
});

/** The state after a message about the part whose import began at `before`: the server counts each part from 0. */
export const afterMessage = (
  state: ImportState,
  before: ImportCounts,
  message: ImportMessage,
): ImportState => {
  if (message.kind === "bad") return withBadLine(state, message);
  return {
    ...state,
    addedCount: before.addedCount + message.addedCount,
    alreadyPresentCount: before.alreadyPresentCount + message.alreadyPresentCount,
    badCount: before.badCount + message.badCount,
    unlistedBadCount: state.unlistedBadCount + (message.kind === "done" ? message.unlistedBadCount : 0),
  };
};

export const withBadLine = (state: ImportState, { line, reason }: BadLine): ImportState =>
  state.badLines.length >= badLinesShownMax
    ? state
    : { ...state, badLines: [...state.badLines, { line, reason }] };
