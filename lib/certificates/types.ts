import type { z } from "zod";
import type { Actor } from "@/lib/access/types";
import type {
  certificateFactsSchema,
  certificateLanguages,
  certificateMethods,
  certificateNames,
  certificatePlaces,
  certificateVerdicts,
  partialReasons,
  placeOutcomes,
  uncoveredPlaces,
  uncoveredRemedies,
} from "./facts-schema";

/** What a certificate says; the schema beside it says what each part means. Instants are ISO 8601 in UTC, days YYYY-MM-DD. */
export type CertificateFacts = z.infer<typeof certificateFactsSchema>;

export type CertificateLanguage = (typeof certificateLanguages)[number];
export type CertificateNames = (typeof certificateNames)[number];
export type CertificateVerdict = (typeof certificateVerdicts)[number];
export type PartialReason = (typeof partialReasons)[number];
export type CertificatePlace = (typeof certificatePlaces)[number];
export type CertificateMethod = (typeof certificateMethods)[number];
export type PlaceOutcome = (typeof placeOutcomes)[number];
export type UncoveredPlace = (typeof uncoveredPlaces)[number];
export type UncoveredRemedy = (typeof uncoveredRemedies)[number];
export type CertificateErasure = CertificateFacts["erasures"][number];
export type CheckedPlace = CertificateFacts["places"][number];
export type CertificatePerson = CertificateFacts["people"][number];

/** A certificate as it goes out into the world. `facts` is canonical JSON, and is what is signed, byte for byte in UTF-8. */
export type SignedCertificate = {
  facts: string;
  /** The first 16 bytes of SHA-256 over the public key, in hexadecimal. */
  keyId: string;
  /** 32 bytes (Ed25519), in base64. */
  publicKey: string;
  /** 64 bytes, in base64. */
  signature: string;
};

/** A public key that certificates of a Lethe are signed with. */
export type CertificateKey = {
  keyId: string;
  /** In base64. */
  publicKey: string;
  /** The same as SubjectPublicKeyInfo, for openssl. */
  pem: string;
  createdAt: string;
  /** It signs no more since then; what it signed stays valid. */
  retiredAt: string | null;
};

/** What a certificate is asked for. */
export type CertificateAbout = { ticketReference: string } | { deletionId: string };

/** What certificates were issued of. */
export type CertificateSubject = { ticketId: string } | { deletionId: string };

/** That a certificate was issued. `digest`: SHA-256 over what was signed, in hexadecimal. */
export type IssuedCertificate = {
  id: string;
  issuedAt: string;
  issuedBy: Actor;
  language: CertificateLanguage;
  names: CertificateNames;
  verdict: CertificateVerdict;
  digest: string;
};
