import { sha256 } from "@noble/hashes/sha2.js";
import { z } from "zod";
import { certificatePath } from "@/lib/ledger/log/bundle";
import { checkBundle, type CheckedBundle } from "@/lib/ledger/log/check-bundle";
import type { ProvenEvent } from "@/lib/ledger/log/proven-event";
import type { VerifierKey } from "@/lib/ledger/log/verifier-key";
import { hexOf } from "@/lib/text/base64";
import { parseCertificate } from "./certificate-file";
import { certificateFactsSchema } from "./facts-schema";
import type { CertificateFacts, SignedCertificate } from "./types";

/** A proof bundle, and the certificate in it, where there is one. */
export type CheckedProof = CheckedBundle & { certificate: BundledCertificate | null };

/**
 * `recorded`: a proven event says that a certificate of exactly this text was issued; `provenCount` of the `namedCount` events that
 * it names are proven, too, as it names them. `unrecorded`: no proven event does, so that nothing vouches for it.
 */
export type BundledCertificate =
  | {
      outcome: "recorded";
      issued: ProvenEvent;
      signed: SignedCertificate;
      /** Null where this release does not know its form. */
      facts: CertificateFacts | null;
      namedCount: number;
      provenCount: number;
    }
  | { outcome: "unrecorded" | "malformed" };

/** Whether all of it is proven. */
export const isProven = (checked: CheckedProof): boolean =>
  checked.outcome === "proven" &&
  (checked.certificate === null ||
    (checked.certificate.outcome === "recorded" &&
      checked.certificate.provenCount === checked.certificate.namedCount));

/** Verifies a packed bundle, as checkBundle does, and holds the certificate in it against its events. Asks nobody. */
export const checkProof = (
  file: Uint8Array,
  trusted: { keys: readonly VerifierKey[]; witnesses: readonly VerifierKey[] },
): CheckedProof => {
  const checked = checkBundle(file, trusted);
  const bytes = "others" in checked ? checked.others.get(certificatePath) : undefined;
  const events = "events" in checked ? checked.events : [];
  return { ...checked, certificate: bytes === undefined ? null : judge(bytes, events) };
};

const judge = (bytes: Uint8Array, events: readonly ProvenEvent[]): BundledCertificate => {
  const signed = parseCertificate(new TextDecoder().decode(bytes));
  if (signed === null) return { outcome: "malformed" };
  const digest = hexOf(sha256(new TextEncoder().encode(signed.facts)));
  const issued = events.find(
    ({ kind, body }) =>
      kind === "certificate.issued" && bodySchema.safeParse(parseJson(body)).data?.digest === digest,
  );
  if (issued === undefined) return { outcome: "unrecorded" };
  const facts = certificateFactsSchema.safeParse(parseJson(signed.facts)).data ?? null;
  const named = facts?.ledger.events ?? [];
  const proven = new Map(events.map(({ seq, hash, kind }) => [seq, `${hash} ${kind}`]));
  const provenCount = named.filter(({ seq, hash, kind }) => proven.get(seq) === `${hash} ${kind}`).length;
  return { outcome: "recorded", issued, signed, facts, namedCount: named.length, provenCount };
};

const bodySchema = z.object({ digest: z.string() });

const parseJson = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
};
