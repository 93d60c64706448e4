import { randomUUID } from "node:crypto";
import type { Context } from "@/lib/access/context";
import { errorForLog } from "@/lib/errors/error-for-log";
import { badLinesListedMax, type ImportMessage } from "@/lib/imports/import-message";
import { importMemories } from "@/lib/imports/server/import-memories";
import { type ImportProgress } from "@/lib/imports/types";
import { type ImportInput } from "@/lib/imports/server/import-input";
import { log } from "@/lib/env/log";

type Input = { body: ReadableStream<Uint8Array>; part: Required<ImportInput>["part"]; signal: AbortSignal };

/** Imports the body as it arrives and reports progress line by line. Neither this process nor the log keeps any of the body. */
export const answerImport = (ctx: Context, input: Input): Response => {
  const encoder = new TextEncoder();
  const stopping = new AbortController();
  const stream = new ReadableStream<Uint8Array>({
    start: async (controller) => {
      const tell = (message: ImportMessage) => {
        if (!stopping.signal.aborted) controller.enqueue(encoder.encode(`${JSON.stringify(message)}\n`));
      };
      const signal = AbortSignal.any([input.signal, stopping.signal]);
      await runImport(ctx, { ...input, signal }, tell);
      if (!stopping.signal.aborted) controller.close();
    },
    cancel: () => stopping.abort(),
  });
  return new Response(stream, {
    headers: {
      "content-type": "application/x-ndjson; charset=utf-8",
      "cache-control": "private, no-store, no-transform",
    },
  });
};

/** Never rejects. */
const runImport = async (
  ctx: Context,
  input: Input,
  tell: (message: ImportMessage) => void,
): Promise<void> => {
  let listedCount = 0;
  let badCount = input.part.unreadableCount;
  let counts = { addedCount: 0, alreadyPresentCount: 0, badCount: 0 };
  const fail = (requestId: string, message: string) =>
    tell({ kind: "failed", message, requestId, ...counts, badCount });
  try {
    const result = await importMemories(ctx, {
      source: input.body,
      part: input.part,
      signal: input.signal,
      onBegin: (importId) => tell({ kind: "begun", importId }),
      onProgress: (progress) => {
        counts = countsOf(progress);
        tell({ kind: "progress", ...counts });
      },
      onBadLine: ({ number, reason }) => {
        badCount += 1;
        if (badCount - input.part.unreadableCount > badLinesListedMax) return;
        listedCount += 1;
        tell({ kind: "bad", number, reason });
      },
    });
    counts = countsOf(result);
    if (result.end === "complete") {
      const unlistedBadCount = badCount - input.part.unreadableCount - listedCount;
      const { differingCount, unknownKeys } = result;
      tell({ kind: "done", ...counts, differingCount, unlistedBadCount, unknownKeys });
    } else {
      fail(randomUUID(), "The file did not arrive completely.");
    }
  } catch (error) {
    const requestId = randomUUID();
    log().error({ requestId, path: "/api/imports", error: errorForLog(error) }, "import failed");
    fail(requestId, "The server could not continue the import.");
  }
};

const countsOf = ({ addedCount, alreadyPresentCount, badCount }: Omit<ImportProgress, "byteCount">) => ({
  addedCount,
  alreadyPresentCount,
  badCount,
});
