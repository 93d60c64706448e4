import { z } from "zod";
import type { LedgerEvent } from "./types";

/** One event as a line of an export, without the line's end: exactly what eventHash needs, and the hash. */
export const formatEventLine = (event: LedgerEvent): string =>
  JSON.stringify({
    version: event.version,
    seq: event.seq,
    kind: event.kind,
    recordedAt: event.recordedAt.toISOString(),
    body: event.body,
    previousHash: event.previousHash.toString("hex"),
    hash: event.hash.toString("hex"),
  });

/**
 * Reads a line of an export, or answers null. Only exactly the text that formatEventLine writes is accepted: a key more, or
 * one that is there twice, could show a reader something else than what was hashed.
 */
export const parseEventLine = (line: string): LedgerEvent | null => {
  const parsed = eventSchema.safeParse(parseJson(line));
  if (!parsed.success) return null;
  return formatEventLine(parsed.data) === line ? parsed.data : null;
};

const hash = z
  .hex()
  .length(64)
  .transform((text) => Buffer.from(text, "hex"));
const eventSchema = z.object({
  version: z.int(),
  seq: z.int(),
  kind: z.string(),
  recordedAt: z.iso.datetime().transform((text) => new Date(text)),
  body: z.string(),
  previousHash: hash,
  hash,
});

const parseJson = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
};
