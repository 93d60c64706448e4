"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import { RequestError } from "@/lib/http/request-error";
import { fileSource } from "@/lib/imports/file-source";
import { previewFile, type FilePreview } from "@/lib/imports/preview-file";
import { UnreadableFile } from "@/lib/imports/unreadable-file";
import { memoryKeys } from "@/lib/browse/memory-queries";
import { newBadLineReport, type BadLineReport } from "./bad-line-report";
import { runImport } from "./run-import";
import type { ImportEnd, ImportState } from "./import-state";

/** A file that was chosen, and what an import would make of it; `preview` is null until its beginning was read. */
export type ChosenFile = { file: File; preview: FilePreview | null; problem: string | null };

export type ImportControl = {
  chosen: ChosenFile | null;
  /** Null before the import was started. */
  state: ImportState | null;
  choose: (file: File) => void;
  /** Imports the chosen file, from its beginning. */
  start: () => void;
  cancel: () => void;
  reset: () => void;
  badLinesBlob: () => Blob;
};

/** Imports one file at a time, part by part. Stops when the page goes away; what was added until then stays. */
export const useImport = (): ImportControl => {
  const queryClient = useQueryClient();
  const [chosen, setChosen] = useState<ChosenFile | null>(null);
  const [state, setState] = useState<ImportState | null>(null);
  const abort = useRef<AbortController | null>(null);
  const report = useRef<BadLineReport | null>(null);
  // The outside system: requests under way.
  useEffect(() => () => abort.current?.abort(), []);

  const choose = async (file: File) => {
    setChosen({ file, preview: null, problem: null });
    const read = await previewFile(fileSource(file, () => undefined)).then(
      (preview) => ({ preview, problem: null }),
      (error: unknown) => ({ preview: null, problem: problemOf(error) }),
    );
    // Another one may have been chosen meanwhile.
    setChosen((current) => (current?.file === file ? { file, ...read } : current));
  };
  const start = async (file: File) => {
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
    chosen,
    state,
    choose: (file) => void choose(file),
    start: () => void (chosen !== null && start(chosen.file)),
    cancel: () => abort.current?.abort(),
    reset: () => {
      setChosen(null);
      setState(null);
    },
    badLinesBlob: () => report.current?.toBlob() ?? new Blob(),
  };
};

/** The file itself: removed, changed or unreadable since it was chosen. */
const cannotRead = "The browser could not continue reading the file.";

const problemOf = (error: unknown): string => (error instanceof UnreadableFile ? error.message : cannotRead);

const endOf = (error: unknown, signal: AbortSignal): ImportEnd => {
  if (signal.aborted) return { kind: "cancelled" };
  if (error instanceof RequestError)
    return { kind: "broken", message: error.message, requestId: error.requestId };
  return { kind: "broken", message: problemOf(error), requestId: null };
};
