import type { Selection } from "./types";
import { connectionBroke, refusalOf } from "@/lib/http/request-error";
import type { StoreId } from "@/lib/stores/store-ids";
import { exportedCountOf } from "@/lib/memories/export-end";

export type ExportInput = { storeId: StoreId; selection: Selection; cutoffAt: string };

/** `unreadableCount`: memories of the store that may match, could not be read, and are not in the file. */
export type ExportedFile = { file: Blob; count: number; unreadableCount: number };
type OnProgress = (readCount: number, totalCount: number) => void;

/**
 * Reads all selected memories as JSON Lines, and reports how many of how many are read. Throws RequestError when the server
 * refuses or fails, or the answer ends before it is complete: a part of an export never passes for the whole.
 */
export const exportMemories = async (
  input: ExportInput,
  onProgress: OnProgress,
  signal: AbortSignal,
): Promise<ExportedFile> => {
  const response = await fetch("/api/memories/export", {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(input),
    signal,
  }).catch((error: unknown) => {
    if (signal.aborted) throw error;
    throw connectionBroke();
  });
  if (!response.ok || response.body === null) throw await refusalOf(response);
  const counted = (name: string) => Number(response.headers.get(name));
  const read = await readExport(response.body, counted("x-lethe-count"), onProgress, signal);
  return { ...read, unreadableCount: counted("x-lethe-unreadable-count") };
};

const newline = 0x0a;

/** More than the last line has. */
const endBytesMax = 1_000;

/** Reads an export to its end, which has to say that it is one. */
export const readExport = async (
  body: ReadableStream<Uint8Array<ArrayBuffer>>,
  totalCount: number,
  onProgress: OnProgress,
  signal: AbortSignal,
): Promise<Omit<ExportedFile, "unreadableCount">> => {
  const reader = body.getReader();
  const parts: Uint8Array<ArrayBuffer>[] = [];
  let lineCount = 0;
  for (;;) {
    const { done, value } = await reader.read().catch((error: unknown) => {
      if (signal.aborted) throw error;
      throw connectionBroke();
    });
    if (done) break;
    parts.push(value);
    for (const byte of value) if (byte === newline) lineCount += 1;
    onProgress(Math.min(lineCount, totalCount), totalCount);
  }
  const file = new Blob(parts, { type: "application/x-ndjson" });
  const end = await file.slice(-endBytesMax).text();
  const count = end.endsWith("\n") ? exportedCountOf(end.trimEnd().split("\n").at(-1) ?? "") : null;
  if (count === null || count !== lineCount - 1) throw connectionBroke();
  return { file, count };
};
