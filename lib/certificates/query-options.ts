import { queryOptions } from "@tanstack/react-query";
import { fetchJson } from "@/lib/http/fetch-json";
import type { CheckedFile } from "./check-file";
import type { CertificateKey, CertificateSubject, IssuedCertificate } from "./types";

export type OwnKeys = { origin: string; keys: CertificateKey[] };

/** The public keys of this Lethe. */
export const ownKeysQuery = queryOptions({
  queryKey: ["certificate keys"],
  queryFn: ({ signal }) => fetchJson<OwnKeys>("/api/certificates/key", signal),
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
export type Check = CheckedFile | { outcome: "too_large" };

/**
 * Checks a chosen file against keys, each as the text that it was given as. Nothing is sent anywhere; what it takes is loaded when it
 * is needed for the first time.
 */
export const checkQuery = (chosen: ChosenFile | null, keyTexts: readonly string[]) =>
  queryOptions({
    queryKey: ["checked certificates", chosen?.file.name, chosen?.chosenAt, keyTexts],
    queryFn: async (): Promise<Check> => {
      if (chosen === null) throw new Error("No file was chosen.");
      if (chosen.file.size > fileBytesMax) return { outcome: "too_large" };
      const [{ checkFile }, { readPublicKeys }] = await Promise.all([
        import("./check-file"),
        import("./public-keys"),
      ]);
      const keys = keyTexts.flatMap((text) => readPublicKeys(text) ?? []);
      return checkFile(new Uint8Array(await chosen.file.arrayBuffer()), keys);
    },
    enabled: chosen !== null,
    retry: false,
    staleTime: Infinity,
    gcTime: 0,
  });
