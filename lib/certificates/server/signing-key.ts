import { createPublicKey, generateKeyPairSync, sign, type KeyObject } from "node:crypto";
import path from "node:path";
import { certificateKeyFrom } from "@/lib/env/certificate-settings";
import { readOrMakePrivate } from "@/lib/env/private-file";
import { ExpectedError } from "@/lib/errors/expected-error";
import { keyIdOf } from "../public-keys";
import type { SignBytes } from "../pdf-signature";

/** What certificates are signed with. */
export type SigningKey = { keyId: string; publicKey: Buffer; sign: SignBytes };

export type SigningKeySettings = {
  /** LETHE_CERTIFICATE_KEY; null: the key is in the data folder. */
  configured: string | null;
  dataDir: string;
};

const fileName = "certificate-key.pem";

/**
 * The key to sign with: the configured one, else the one in the data folder, which is made there once. Processes that start at
 * once agree on one. Throws ExpectedError `unavailable`, which says what is wrong with it, and never makes another in place of
 * one that cannot be read: its certificates would be of an unknown key.
 */
export const loadSigningKey = async ({ configured, dataDir }: SigningKeySettings): Promise<SigningKey> => {
  if (configured !== null) {
    return signingKeyOf(certificateKeyFrom(configured), "LETHE_CERTIFICATE_KEY");
  }
  const file = path.join(dataDir, fileName);
  try {
    return signingKeyOf(certificateKeyFrom(await readOrMakePrivate(file, newKey)), file);
  } catch (error) {
    if (error instanceof ExpectedError) throw error;
    throw unusable(`${file} cannot be read or made (${codeOf(error)})`);
  }
};

const signingKeyOf = (key: KeyObject | null, where: string): SigningKey => {
  if (key === null) throw unusable(`${where} is not an Ed25519 private key in PKCS8 PEM`);
  const spki = createPublicKey(key).export({ type: "spki", format: "der" });
  const publicKey = spki.subarray(-32);
  return { keyId: keyIdOf(publicKey), publicKey, sign: (message) => sign(null, message, key) };
};

const newKey = (): string | Buffer =>
  generateKeyPairSync("ed25519").privateKey.export({ type: "pkcs8", format: "pem" });

const unusable = (what: string): ExpectedError =>
  new ExpectedError("unavailable", `Certificates cannot be signed: ${what}.`);

const codeOf = (error: unknown): string =>
  error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : "unknown";
