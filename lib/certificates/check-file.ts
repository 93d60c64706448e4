import { parseCertificate } from "./certificate-file";
import { certificateFactsSchema } from "./facts-schema";
import { splitSignedPdf } from "./pdf-signature";
import type { PublicKey } from "./public-keys";
import type { CertificateFacts, SignedCertificate } from "./types";
import { verifyCertificate, verifyPdf } from "./verify";

/**
 * What a file turned out to be. `facts` are of the signed part, and null where this release does not know their form.
 * `isAfterRetirement`: issued after its key was retired, says the certificate. `other`: no certificate at all.
 */
export type CheckedFile =
  | {
      outcome: "valid" | "unknown_key";
      form: "json" | "pdf";
      signed: SignedCertificate;
      facts: CertificateFacts | null;
      key: PublicKey | null;
      isAfterRetirement: boolean;
    }
  | { outcome: "altered"; form: "json" | "pdf" }
  | { outcome: "other" };

/** Checks a certificate, JSON or PDF, against keys that are known. Runs in the browser and on the server; asks nobody. */
export const checkFile = async (file: Uint8Array, keys: readonly PublicKey[]): Promise<CheckedFile> =>
  startsAsPdf(file) ? checkPdf(file, keys) : checkJson(file, keys);

const checkJson = (file: Uint8Array, keys: readonly PublicKey[]): CheckedFile => {
  const signed = parseCertificate(textOf(file));
  if (signed === null) return hasMark(file) ? { outcome: "altered", form: "json" } : { outcome: "other" };
  return judge(signed, keys, "json");
};

/** First by its bytes: what was altered is not even opened. */
const checkPdf = async (file: Uint8Array, keys: readonly PublicKey[]): Promise<CheckedFile> => {
  const altered: CheckedFile = { outcome: "altered", form: "pdf" };
  const split = splitSignedPdf(file);
  if (split === null) return hasMark(file) ? altered : { outcome: "other" };
  if (verifyPdf(split.pdf, split.signature, keys).outcome === "altered") return altered;
  const { readAttachment } = await import("./read-attachment");
  const attached = await readAttachment(split.pdf, "certificate.json");
  const signed = attached === null ? null : parseCertificate(textOf(attached));
  // The pages by one key and what they carry by another: put together by somebody else.
  if (signed?.publicKey !== split.signature.publicKey) return altered;
  return judge(signed, keys, "pdf");
};

const judge = (signed: SignedCertificate, keys: readonly PublicKey[], form: "json" | "pdf"): CheckedFile => {
  const verification = verifyCertificate(signed, keys);
  if (verification.outcome === "altered") return { outcome: "altered", form };
  const facts = factsOf(signed.facts);
  const key = verification.outcome === "valid" ? verification.key : null;
  const retiredAt = key?.retiredAt ?? null;
  const isAfterRetirement = facts !== null && retiredAt !== null && facts.issuedAt > retiredAt;
  return { outcome: verification.outcome, form, signed, facts, key, isAfterRetirement };
};

const factsOf = (text: string): CertificateFacts | null => {
  try {
    return certificateFactsSchema.parse(JSON.parse(text));
  } catch {
    return null;
  }
};

/** One altered byte leaves one of each pair whole: then it is a certificate that was altered, and not just any file. */
const marks = ["%lethe", "signature-1 ", "lethe-certificate", '"publicKey"'];
const hasMark = (file: Uint8Array): boolean => {
  const text = new TextDecoder("latin1").decode(file);
  return marks.some((mark) => text.includes(mark));
};

const startsAsPdf = (file: Uint8Array): boolean => textOf(file.subarray(0, 5)) === "%PDF-";

const textOf = (bytes: Uint8Array): string => {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return "";
  }
};
