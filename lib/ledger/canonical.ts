import { createHash } from "node:crypto";
import type { LedgerEvent } from "./types";

/** Version of the event's form; a verifier reads old ones by it. */
export const ledgerVersion = 1;
export const genesisHash: Buffer = Buffer.alloc(32);

type Json = string | number | boolean | null | Json[] | { [key: string]: Json | undefined };
export type LedgerBody = { [key: string]: Json | undefined };

/**
 * One text for one value: keys sorted by UTF-16 code unit, no white space, absent keys left out, and only whole numbers,
 * since fractions have more than one spelling (a subset of RFC 8785, which also refuses half of a surrogate pair: it has no
 * UTF-8). Throws RangeError for what has no such text.
 */
export const canonical = (value: Json): string => {
  if (value === null || typeof value === "boolean") return String(value);
  if (typeof value === "string") return canonicalText(value);
  if (typeof value === "number") {
    if (!Number.isSafeInteger(value)) throw new RangeError("A ledger event holds whole numbers only.");
    return String(value);
  }
  if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`;
  const members = Object.entries(value)
    .filter((entry): entry is [string, Json] => entry[1] !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, member]) => `${canonicalText(key)}:${canonical(member)}`);
  return `{${members.join(",")}}`;
};

const canonicalText = (text: string): string => {
  if (!text.isWellFormed()) throw new RangeError("A ledger event holds whole characters only.");
  return JSON.stringify(text);
};

/**
 * SHA-256 over everything an event says, and over the event before it. No key is part of it, so an export is
 * enough to verify it, also after a rotation of secrets. What a key would guard against, a rewrite of
 * everything, the anchors show. Throws RangeError for what cannot have been recorded.
 */
export const eventHash = (event: Omit<LedgerEvent, "hash">): Buffer =>
  createHash("sha256")
    .update(canonical([event.version, event.seq, event.kind, event.recordedAt.toISOString(), event.body]))
    .update(event.previousHash)
    .digest();
