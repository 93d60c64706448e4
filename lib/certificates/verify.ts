import { ed25519 } from "@noble/curves/ed25519.js";
import { bytesOf } from "@/lib/text/base64";
import { pdfMessage, type PdfSignature } from "./pdf-signature";
import { keyIdOf, type PublicKey } from "./public-keys";
import type { SignedCertificate } from "./types";

/**
 * `valid`: signed with one of the known keys, and not a byte of it is another. `unknown_key`: sound in itself, but signed with a key
 * that is not known here, as anybody could. `altered`: neither.
 */
export type Verification = { outcome: "valid"; key: PublicKey } | { outcome: "altered" | "unknown_key" };

/**
 * Verifies a certificate, by the rules of RFC 8032. In JavaScript, and not by the browser's WebCrypto, which is missing on
 * http:// addresses, and in older browsers has no Ed25519.
 */
export const verifyCertificate = (
  { facts, ...signature }: SignedCertificate,
  keys: readonly PublicKey[],
): Verification => verify(new TextEncoder().encode(facts), signature, keys);

/** The same of the bytes of a PDF, without its signature. */
export const verifyPdf = (
  pdf: Uint8Array,
  signature: PdfSignature,
  keys: readonly PublicKey[],
): Verification => verify(pdfMessage(pdf), signature, keys);

const verify = (
  message: Uint8Array,
  { keyId, publicKey: keyText, signature: signatureText }: PdfSignature,
  keys: readonly PublicKey[],
): Verification => {
  const publicKey = bytesOf(keyText);
  const signature = bytesOf(signatureText);
  const isSound =
    publicKey?.length === 32 &&
    signature?.length === 64 &&
    keyIdOf(publicKey) === keyId &&
    isSignedBy(publicKey, message, signature);
  if (!isSound) return { outcome: "altered" };
  // By the whole key: half of a digest is for people to compare.
  const known = keys.find(({ bytes }) => bytes.every((byte, index) => byte === publicKey[index]));
  return known === undefined ? { outcome: "unknown_key" } : { outcome: "valid", key: known };
};

/** `zip215: false`: no second spelling of a signature or a key is accepted. */
const isSignedBy = (publicKey: Uint8Array, message: Uint8Array, signature: Uint8Array): boolean => {
  try {
    return ed25519.verify(signature, message, publicKey, { zip215: false });
  } catch {
    return false;
  }
};
