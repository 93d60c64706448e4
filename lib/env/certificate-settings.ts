import { createPrivateKey, type KeyObject } from "node:crypto";
import { z } from "zod";

/** The private key that certificates are signed with, from its PKCS8 PEM, or base64 of that; null when it is no Ed25519 key. */
export const certificateKeyFrom = (text: string): KeyObject | null => {
  const isPem = text.includes("-----BEGIN");
  // Some tools put a variable on one line, and write the ends of lines out.
  const pem = isPem ? text.replaceAll("\\n", "\n") : Buffer.from(text, "base64").toString("latin1");
  try {
    const key = createPrivateKey(pem);
    return key.asymmetricKeyType === "ed25519" ? key : null;
  } catch {
    return null;
  }
};

/** For lib/env/env.ts. It does not have to be set. */
export const certificateVariables = {
  LETHE_CERTIFICATE_KEY: z
    .string()
    .refine(
      (text) => certificateKeyFrom(text) !== null,
      "must be an Ed25519 private key in PKCS8 PEM, or base64 of it, as of: openssl genpkey -algorithm ed25519 | base64 | tr -d '\\n'",
    )
    .optional(),
};
