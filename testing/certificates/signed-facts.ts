import { createPublicKey, generateKeyPairSync, sign } from "node:crypto";
import { base64Of } from "@/lib/text/base64";
import { keyIdOf } from "@/lib/certificates/public-keys";
import type { SigningKey } from "@/lib/certificates/server/signing-key";
import type { CertificateFacts, SignedCertificate } from "@/lib/certificates/types";
import { canonical } from "@/lib/ledger/canonical";
import { sampleFacts } from "./sample-facts";

/** A new key of its own. */
export const testKey = (): SigningKey & { pem: string } => {
  const { privateKey } = generateKeyPairSync("ed25519");
  const publicKey = createPublicKey(privateKey).export({ type: "spki", format: "der" }).subarray(-32);
  return {
    keyId: keyIdOf(publicKey),
    publicKey,
    sign: (message) => sign(null, message, privateKey),
    pem: String(privateKey.export({ type: "pkcs8", format: "pem" })),
  };
};

export const signedBy = (key: SigningKey, facts: CertificateFacts = sampleFacts()): SignedCertificate => {
  const text = canonical(facts);
  return {
    facts: text,
    keyId: key.keyId,
    publicKey: base64Of(key.publicKey),
    signature: base64Of(key.sign(Buffer.from(text))),
  };
};
