import { createHash } from "node:crypto";

/** Version of the event's form; a verifier reads old ones by it. */
export const ledgerVersion = 1;
export const genesisHash: Buffer = Buffer.alloc(32);

type Json = string | number | boolean | null | Json[] | { [key: string]: Json | undefined };
export type LedgerBody = { [key: string]: Json | undefined };

/**
 * One text for one value: keys sorted, no white space, absent keys left out, and only whole numbers, since fractions have
 * more than one spelling (a subset of RFC 8785).
 */
export const canonical = (value: Json): string => {
  if (value === null || typeof value === "boolean" || typeof value === "string") return JSON.stringify(value);
  if (typeof value === "number") {
    if (!Number.isSafeInteger(value)) throw new RangeError("A ledger event holds whole numbers only.");
    return String(value);
  }
  if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`;
  const members = Object.entries(value)
    .filter((entry): entry is [string, Json] => entry[1] !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, member]) => `${JSON.stringify(key)}:${canonical(member)}`);
  return `{${members.join(",")}}`;
};

/** SHA-256 over everything an event says, and over the event before it. */
export const eventHash = (event: {
  version: number;
  seq: number;
  kind: string;
  recordedAt: Date;
  body: string;
  previousHash: Buffer;
}): Buffer =>
  createHash("sha256")
    .update(canonical([event.version, event.seq, event.kind, event.recordedAt.toISOString(), event.body]))
    .update(event.previousHash)
    .digest();
