import { sha256 } from "@noble/hashes/sha2.js";

// RFC 6962, section 2.1. In JavaScript, as browsers verify too, and have no SHA-256 on http:// addresses.

/** 32 bytes of SHA-256. */
export type Hash = Uint8Array;

export const hashLength = 32;

/** The root of a tree without leaves. */
export const emptyRoot: Hash = sha256(new Uint8Array());

/** The hash of a leaf: of Lethe's ledger, of the bytes of an event's line as formatEventLine writes it. */
export const hashLeaf = (leaf: Uint8Array): Hash => sha256(joined([leafPrefix, leaf]));

/** The same of a text, as its bytes in UTF-8. */
export const hashLine = (line: string): Hash => hashLeaf(new TextEncoder().encode(line));

/** The hash of a node over the hashes of its two children. */
export const hashNode = (left: Hash, right: Hash): Hash => sha256(joined([nodePrefix, left, right]));

export const isSameHash = (one: Uint8Array, other: Uint8Array): boolean =>
  one.length === other.length && one.every((byte, index) => byte === other[index]);

const leafPrefix = Uint8Array.of(0);
const nodePrefix = Uint8Array.of(1);

/** One after the other. */
export const joined = (parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> => {
  const bytes = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
};
