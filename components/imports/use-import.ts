"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import { RequestError } from "@/lib/http/fetch-json";
import { fileFormatOf, filePartsOf } from "@/lib/imports/file-parts";
import { memoryKeys } from "@/lib/memories/query-options";
import { newBadLineReport, type BadLineReport } from "./bad-line-report";
import { afterMessage, newImport, withBadLine, type ImportEnd, type ImportState } from "./import-state";
import { sendPart } from "./send-part";

export type ImportControl = {
  /** Null before a file is chosen. */
  state: ImportState | null;
  start: (file: File) => void;
  cancel: () => void;
  /** Imports the same file from its beginning. */
  again: () => void;
  reset: () => void;
  badLinesBlob: () => Blob;
};

/** Imports one file at a time, part by part. Stops when the page goes away; what was added until then stays. */
export const useImport = (): ImportControl => {
  const queryClient = useQueryClient();
  const [state, setState] = useState<ImportState | null>(null);
  const abort = useRef<AbortController | null>(null);
  const report = useRef<BadLineReport | null>(null);
  const chosen = useRef<File | null>(null);
  // The outside system: requests under way.
  useEffect(() => () => abort.current?.abort(), []);

  const start = async (file: File) => {
    chosen.current = file;
    const controller = (abort.current = new AbortController());
    const badLines = (report.current = newBadLineReport());
    const end = await runImport(file, badLines, setState, controller.signal).then(
      (): ImportEnd => ({ kind: "done" }),
      (error: unknown) => endOf(error, controller.signal),
    );
    setState((current) => (current === null ? null : { ...current, end }));
    void queryClient.invalidateQueries({ queryKey: memoryKeys.all });
  };
  return {
    state,
    start: (file) => void start(file),
    cancel: () => abort.current?.abort(),
    again: () => void (chosen.current !== null && start(chosen.current)),
    reset: () => setState(null),
    badLinesBlob: () => report.current?.toBlob() ?? new Blob(),
  };
};

const runImport = async (
  file: File,
  badLines: BadLineReport,
  show: (state: ImportState) => void,
  signal: AbortSignal,
): Promise<void> => {
  const { kind } = await fileFormatOf(file);
  let state = newImport(file, kind === "array" ? "Memory" : "Line");
  const change = (next: ImportState) => show((state = next));
  change(state);
  for await (const part of filePartsOf(file)) {
    signal.throwIfAborted();
    if (part.kind === "unreadable") {
      badLines.add(state.placeNoun, part);
      change(withBadLine({ ...state, badCount: state.badCount + 1 }, part));
    } else {
      const before = state;
      await sendPart(
        part,
        (message) => {
          if (message.kind === "bad") badLines.add(state.placeNoun, message);
          change(afterMessage(state, before, message));
        },
        signal,
      );
    }
    change({ ...state, sentBytes: part.endByte });
  }
};

const endOf = (error: unknown, signal: AbortSignal): ImportEnd => {
  if (signal.aborted) return { kind: "cancelled" };
  if (error instanceof RequestError)
    return { kind: "broken", message: error.message, requestId: error.requestId };
  // The file itself: removed, changed or unreadable since it was chosen.
  return { kind: "broken", message: "The browser could not read the file any further.", requestId: null };
};
