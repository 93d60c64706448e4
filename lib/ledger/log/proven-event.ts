import { z } from "zod";

/** An event as its line in an export has it; `hash` in hexadecimal, `body` the canonical JSON text. For browsers, which have no Buffer. */
export type ProvenEvent = { seq: number; kind: string; recordedAt: string; body: string; hash: string };

/** Reads the line of an event; null unless it is exactly one: another reader could take another of two keys of one name. */
export const readProvenEvent = (line: string): ProvenEvent | null => {
  try {
    const value: unknown = JSON.parse(line);
    const { seq, kind, recordedAt, body, hash } = lineSchema.parse(value);
    return JSON.stringify(value) === line ? { seq, kind, recordedAt, body, hash } : null;
  } catch {
    return null;
  }
};

const hash = z.hex().length(64);
const lineSchema = z.strictObject({
  version: z.int(),
  seq: z.int().min(1),
  kind: z.string().regex(/^[a-z0-9.-]+$/),
  recordedAt: z.iso.datetime(),
  body: z.string(),
  previousHash: hash,
  hash,
});
