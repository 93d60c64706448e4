"use client";

import { useEffect, useRef, useState } from "react";
import { exportMemories, type ExportInput } from "@/lib/deletions/export-memories";
import { saveFile } from "@/components/ui/save-file";
import { shownError } from "@/lib/http/shown-error";

export type ExportState =
  | { kind: "none" }
  | { kind: "running"; readCount: number; totalCount: number }
  | { kind: "done"; count: number; unreadableCount: number; fileName: string }
  | { kind: "cancelled" }
  | { kind: "failed"; message: string; requestId: string | null };

/** Reads memories as JSON Lines, and saves the file once it is complete. Stops when the page goes away. */
export const useExport = () => {
  const [state, setState] = useState<ExportState>({ kind: "none" });
  const abort = useRef<AbortController | null>(null);
  // The outside system: the request under way.
  useEffect(() => () => abort.current?.abort(), []);

  const start = async (input: ExportInput, expectedCount: number) => {
    const controller = (abort.current = new AbortController());
    setState({ kind: "running", readCount: 0, totalCount: expectedCount });
    try {
      const { file, count, unreadableCount } = await exportMemories(
        input,
        (readCount, totalCount) => setState({ kind: "running", readCount, totalCount }),
        controller.signal,
      );
      const fileName = `memories-${input.cutoffAt.slice(0, 19).replace(/:/g, "")}.jsonl`;
      saveFile(file, fileName);
      setState({ kind: "done", count, unreadableCount, fileName });
    } catch (error) {
      if (controller.signal.aborted) setState({ kind: "cancelled" });
      else setState({ kind: "failed", ...shownError(error instanceof Error ? error : new Error()) });
    }
  };
  return {
    state,
    start: (input: ExportInput, expectedCount: number) => void start(input, expectedCount),
    cancel: () => abort.current?.abort(),
  };
};
