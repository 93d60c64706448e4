import { z } from "zod";
import type { SignedCertificate } from "./types";

/** The JSON file of a certificate, and what a PDF carries as `certificate.json`. */
export const formatCertificate = ({ facts, keyId, publicKey, signature }: SignedCertificate): string =>
  JSON.stringify({ facts, keyId, publicKey, signature }, null, 2);

/**
 * Reads such a file, or answers null. Only exactly the text that formatCertificate writes is accepted, but for an end of line that
 * editors add: what is beside the signed text could else be altered, and show a reader something that nobody signed.
 */
export const parseCertificate = (text: string): SignedCertificate | null => {
  const file = text.replace(/\r?\n$/, "");
  try {
    const signed = signedSchema.parse(JSON.parse(file));
    return formatCertificate(signed) === file ? signed : null;
  } catch {
    return null;
  }
};

const signedSchema = z.strictObject({
  // Half of a surrogate pair has no UTF-8, and would be signed as another character.
  facts: z.string().refine((text) => !/\p{Surrogate}/u.test(text)),
  keyId: z.string(),
  publicKey: z.string(),
  signature: z.string(),
});
