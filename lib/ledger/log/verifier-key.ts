import { ed25519 } from "@noble/curves/ed25519.js";
import { sha256 } from "@noble/hashes/sha2.js";
import { base64Of, bytesOf, hexOf } from "@/lib/text/base64";
import { joined } from "./hash";

/**
 * A public key to hold signatures of a note against (https://c2sp.org/signed-note). `log`: Ed25519 over the text itself, as a log
 * signs its checkpoints. `witness`: a cosignature with its time (https://c2sp.org/tlog-cosignature), the Ed25519 kind.
 */
export type VerifierKey = {
  kind: "log" | "witness";
  name: string;
  /** 4 bytes. */
  keyId: Uint8Array;
  /** 32 bytes. */
  publicKey: Uint8Array;
};

const typeBytes = { log: 1, witness: 4 } as const;

/** The key of a name, with the id that belongs to both. Throws RangeError for a name that a note cannot have. */
export const verifierKey = (
  name: string,
  publicKey: Uint8Array,
  kind: VerifierKey["kind"] = "log",
): VerifierKey => {
  if (!isKeyName(name)) throw new RangeError("A key’s name is without spaces and plus signs.");
  const keyId = sha256(joined([utf8(`${name}\n`), Uint8Array.of(typeBytes[kind]), publicKey])).subarray(0, 4);
  return { kind, name, keyId, publicKey };
};

/** `name+id+key`, as people exchange it. */
export const formatVerifierKey = ({ kind, name, keyId, publicKey }: VerifierKey): string =>
  `${name}+${hexOf(keyId)}+${base64Of(joined([Uint8Array.of(typeBytes[kind]), publicKey]))}`;

/** Reads one; null for what is none, or is of a kind that is not known here. The key itself may hold plus signs. */
export const parseVerifierKey = (text: string): VerifierKey | null => {
  const match = /^([^+]+)\+([0-9a-f]{8})\+(.+)$/.exec(text);
  if (match === null) return null;
  const [, name = "", id, encoded = ""] = match;
  const bytes = bytesOf(encoded);
  const kind = bytes?.[0] === typeBytes.log ? "log" : bytes?.[0] === typeBytes.witness ? "witness" : null;
  if (bytes === null || kind === null || bytes.length !== 33 || !isKeyName(name)) return null;
  const key = verifierKey(name, bytes.subarray(1), kind);
  return hexOf(key.keyId) === id ? key : null;
};

export const isKeyName = (name: string): boolean => /^[^\s+\p{Cc}]+$/u.test(name) && name.isWellFormed();

/** Ed25519 of RFC 8032; answers false for whatever is no signature. */
export type VerifyEd25519 = (publicKey: Uint8Array, message: Uint8Array, signature: Uint8Array) => boolean;

/**
 * When the text was signed by this key, as the signature itself says: null for a log's, which has no time, else seconds since 1970.
 * `false` when it was not. `isSigned`: what a server has that is faster than JavaScript.
 */
export const verifySignature = (
  { kind, publicKey }: VerifierKey,
  text: string,
  signature: Uint8Array,
  isSigned: VerifyEd25519 = isSignedInJavaScript,
): { time: number | null } | false => {
  if (kind === "log") return isSigned(publicKey, utf8(text), signature) && { time: null };
  const time = cosignedTime(signature);
  if (time === null) return false;
  const message = utf8(`cosignature/v1\ntime ${time}\n${text}`);
  return isSigned(publicKey, message, signature.subarray(8)) && { time };
};

/** The first 8 bytes of a cosignature; null for a time that is not within whole numbers. */
const cosignedTime = (signature: Uint8Array): number | null => {
  if (signature.length !== 72) return null;
  const time = Number(new DataView(signature.buffer, signature.byteOffset).getBigUint64(0));
  return Number.isSafeInteger(time) ? time : null;
};

/** `zip215: false`: no second spelling of a signature or a key is accepted. */
const isSignedInJavaScript: VerifyEd25519 = (publicKey, message, signature) => {
  if (signature.length !== 64) return false;
  try {
    return ed25519.verify(signature, message, publicKey, { zip215: false });
  } catch {
    return false;
  }
};

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);
