import { createHash, randomBytes } from "node:crypto";

const marker = "lethe_";
const secretBytes = 32;
const prefixLength = marker.length + 6;

/** A new key: recognisable, also by scanners for leaked secrets, and too random to be guessed (256 bits). */
export const newKey = (): string => `${marker}${randomBytes(secretBytes).toString("base64url")}`;

/** Whether a text can be a key at all. */
export const isKeyShaped = (text: string): boolean => /^lethe_[\w-]{43}$/.test(text);

/** How a key begins: 36 of its 256 bits, which tell keys apart and leave the rest as unguessable as before. */
export const prefixOf = (key: string): string => key.slice(0, prefixLength);

/**
 * What is kept of a key, and what it is found by: the time of a search by digest reveals nothing of a key. A plain hash is
 * enough, since there is no dictionary of random keys, and it leaves keys valid when LETHE_SECRET is changed.
 */
export const digestOf = (key: string): Buffer => createHash("sha256").update(key).digest();
