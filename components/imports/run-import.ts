import { filePartsOf, type FilePart } from "@/lib/imports/file-parts";
import type { FileReport } from "@/lib/imports/read-file";
import { UnknownKeyTally } from "@/lib/imports/unknown-key-tally";
import type { BadLineReport } from "./bad-line-report";
import { afterMessage, newImport, withBadLine, type ImportState } from "./import-state";
import { sendPart } from "./send-part";

/** Imports a file part by part, and shows each change. Throws RequestError, UnreadableFile, or what `signal` says. */
export const runImport = async (
  file: File,
  badLines: BadLineReport,
  show: (state: ImportState) => void,
  signal: AbortSignal,
): Promise<void> => {
  const unknownKeys = new UnknownKeyTally();
  let state = newImport(file);
  const change = (part: Partial<ImportState>) => show((state = { ...state, ...part }));
  change({});
  for await (const part of filePartsOf(file)) {
    signal.throwIfAborted();
    const before = state;
    for (const badLine of part.badLines) {
      badLines.add(badLine);
      state = withBadLine(state, badLine);
    }
    await sendPart(
      part,
      state.importId,
      (message) => {
        if (message.kind === "begun") return change({ importId: message.importId });
        if (message.kind !== "bad") {
          if (message.kind === "done") unknownKeys.addAll(message.unknownKeys);
          return change({ ...afterMessage(state, before, message), unknownKeys: { ...unknownKeys.counts } });
        }
        const badLine = badLineOf(part, message);
        badLines.add(badLine);
        change(withBadLine(state, badLine));
      },
      signal,
    );
    change({
      sentBytes: part.readBytes,
      notes: notesOf(part.report),
      // Until the file is read to its end, what seems to be missing may still come.
      warnings: part.isLast ? part.report.warnings() : [],
    });
  }
};

const badLineOf = ({ places }: FilePart, { number, reason }: { number: number; reason: string }) => {
  const place = places[number - 1];
  if (place === undefined) throw new Error("The server reported a memory that was not sent.");
  return { ...place, reason };
};

const notesOf = ({ leftOut }: FileReport): string[] =>
  [...leftOut].map(
    ([why, count]) =>
      `${count.toLocaleString("en")} ${count === 1 ? "memory was" : "memories were"} left out: ${why}.`,
  );
