import { parseEventLine } from "@/lib/ledger/event-line";
import type { LedgerEvent, UnreadableLine } from "@/lib/ledger/types";
import { readLines } from "./read-lines";

/** The events of an export file (JSON Lines), in its order. Throws the system's error when the file cannot be read. */
export async function* readExport(path: string): AsyncGenerator<LedgerEvent | UnreadableLine> {
  let line = 0;
  for await (const text of readLines(path)) {
    line++;
    // Editors and shells leave empty lines, which say nothing.
    if (text !== "") yield parseEventLine(text) ?? { unreadableLine: line };
  }
}
