import { sha256 } from "@noble/hashes/sha2.js";
import { z } from "zod";
import { base64Of, bytesOf, hexOf } from "@/lib/text/base64";

/** A key to hold certificates against. `keyId` is always computed from the key itself. */
export type PublicKey = { keyId: string; bytes: Uint8Array; retiredAt: string | null };

/** The first 16 bytes of SHA-256 over the 32 bytes of a public key, in hexadecimal. */
export const keyIdOf = (publicKey: Uint8Array): string => hexOf(sha256(publicKey).subarray(0, 16));

/** SubjectPublicKeyInfo (RFC 8410) of an Ed25519 key, as openssl reads it. */
export const pemOf = (publicKey: Uint8Array): string =>
  `-----BEGIN PUBLIC KEY-----\n${base64Of(Uint8Array.of(...spkiPrefix, ...publicKey))}\n-----END PUBLIC KEY-----\n`;

/**
 * Keys as somebody gives them: the answer of /api/certificates/key, PEM (one or several), or the base64 text of a key. Null when
 * there is none in it, or one that is no Ed25519 key.
 */
export const readPublicKeys = (text: string): PublicKey[] | null => {
  const keys = fromJson(text) ?? fromPem(text) ?? fromBase64(text);
  return keys === null || keys.length === 0 ? null : keys;
};

/** The answer of /api/certificates/key, of which only the keys are relied on. */
export const publicKeysSchema = z.object({
  keys: z.array(z.object({ publicKey: z.string(), retiredAt: z.iso.datetime().nullable().default(null) })),
});

const fromJson = (text: string): PublicKey[] | null => {
  const parsed = publicKeysSchema.safeParse(parseJson(text));
  return parsed.success
    ? allOrNone(parsed.data.keys.map(({ publicKey, retiredAt }) => keyOf(bytesOf(publicKey), retiredAt)))
    : null;
};

const fromPem = (text: string): PublicKey[] | null => {
  const blocks = [...text.matchAll(/-----BEGIN PUBLIC KEY-----([\sA-Za-z0-9+/=]+)-----END PUBLIC KEY-----/g)];
  if (blocks.length === 0) return null;
  return allOrNone(
    blocks.map(([, body = ""]) => {
      const der = bytesOf(body.replace(/\s/g, ""));
      const isEd25519 = der !== null && spkiPrefix.every((byte, index) => der[index] === byte);
      return keyOf(isEd25519 ? der.subarray(spkiPrefix.length) : null, null);
    }),
  );
};

const fromBase64 = (text: string): PublicKey[] | null => allOrNone([keyOf(bytesOf(text.trim()), null)]);

const keyOf = (bytes: Uint8Array | null, retiredAt: string | null): PublicKey | null =>
  bytes?.length === 32 ? { keyId: keyIdOf(bytes), bytes, retiredAt } : null;

const allOrNone = (keys: (PublicKey | null)[]): PublicKey[] | null => {
  const read = keys.filter((key) => key !== null);
  return read.length === keys.length ? read : null;
};

// SEQUENCE of AlgorithmIdentifier 1.3.101.112 and a BIT STRING of 32 bytes.
const spkiPrefix = [0x30, 0x2a, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x03, 0x21, 0x00];

const parseJson = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
};
