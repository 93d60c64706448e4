import { queryOptions } from "@tanstack/react-query";
import { fetchJson } from "@/lib/http/fetch-json";
import type { CheckedFile } from "./check-file";
import type { CheckedProof } from "./check-proof";
import type { CertificateKey, CertificateSubject, IssuedCertificate } from "./types";

export type OwnKeys = { origin: string; keys: CertificateKey[] };

/** The public keys of this Lethe. */
export const ownKeysQuery = queryOptions({
  queryKey: ["certificate keys"],
  queryFn: ({ signal }) => fetchJson<OwnKeys>("/api/certificates/key", signal),
});

export type OwnLogKeys = { keys: { origin: string; vkey: string; since: string; until: string | null }[] };

/** The verifier keys of this Lethe's ledger. */
export const ownLogKeysQuery = queryOptions({
  queryKey: ["ledger keys"],
  queryFn: ({ signal }) => fetchJson<OwnLogKeys>("/api/ledger/keys", signal),
});

/** Keys of what was issued; the page that has one issued makes them stale. */
export const certificateKeys = { issued: ["issued certificates"] as const };

/** What was issued of a ticket or a deletion, the newest first. */
export const issuedCertificatesQuery = (subject: CertificateSubject) =>
  queryOptions({
    queryKey: [...certificateKeys.issued, subject],
    queryFn: ({ signal }) =>
      fetchJson<IssuedCertificate[]>(`/api/certificates?${new URLSearchParams(subject).toString()}`, signal),
  });

/** A certificate has some ten thousand bytes, one of many stores some hundred thousand. */
export const fileBytesMax = 20 * 1024 * 1024;

export type ChosenFile = { file: File; chosenAt: number };
export type Check = CheckedFile | { outcome: "proof"; proof: CheckedProof } | { outcome: "too_large" };

const isZip = (bytes: Uint8Array): boolean => bytes[0] === 0x50 && bytes[1] === 0x4b;

const checkZip = async (bytes: Uint8Array, keyTexts: readonly string[]): Promise<Check> => {
  const [{ checkProof }, { readVerifierKeys }] = await Promise.all([
    import("./check-proof"),
    import("@/lib/ledger/log/given-keys"),
  ]);
  const given = keyTexts.flatMap((text) => readVerifierKeys(text) ?? []);
  const keys = given.filter(({ kind }) => kind === "log");
  const witnesses = given.filter(({ kind }) => kind === "witness");
  const proof = checkProof(bytes, { keys, witnesses });
  return proof.outcome === "other" ? { outcome: "other" } : { outcome: "proof", proof };
};

const checkCertificate = async (bytes: Uint8Array, keyTexts: readonly string[]): Promise<Check> => {
  const [{ checkFile }, { readPublicKeys }] = await Promise.all([
    import("./check-file"),
    import("./public-keys"),
  ]);
  const keys = keyTexts.flatMap((text) => readPublicKeys(text) ?? []);
  return checkFile(bytes, keys);
};

/**
 * Checks a chosen file, a certificate or a proof bundle, against keys, each as the text that it was given as. Nothing is sent anywhere; what it takes is loaded when it
 * is needed for the first time.
 */
export const checkQuery = (chosen: ChosenFile | null, keyTexts: readonly string[]) =>
  queryOptions({
    queryKey: ["checked certificates", chosen?.file.name, chosen?.chosenAt, keyTexts],
    queryFn: async (): Promise<Check> => {
      if (chosen === null) throw new Error("No file was chosen.");
      if (chosen.file.size > fileBytesMax) return { outcome: "too_large" };
      const bytes = new Uint8Array(await chosen.file.arrayBuffer());
      return isZip(bytes) ? checkZip(bytes, keyTexts) : checkCertificate(bytes, keyTexts);
    },
    enabled: chosen !== null,
    retry: false,
    staleTime: Infinity,
    gcTime: 0,
  });
