import { createHash } from "node:crypto";
import { z } from "zod";
import type { LedgerEvent } from "@/lib/ledger/types";
import { base64Of } from "@/lib/text/base64";
import type { CertificateFacts, SignedCertificate } from "../types";
import type { Claim, LedgerExtract } from "./claim";
import { erasureClaims } from "./hold-erasure";
import { requestClaims } from "./hold-request";
import { isSound, parse } from "./read-body";

/** The events to be read from a ledger, and the digest by which it knows the certificate. */
export const neededOf = (
  signed: SignedCertificate,
  { ledger }: CertificateFacts,
): { seqs: number[]; afterSeq: number; digest: string; size: number | null } => ({
  seqs: [...ledger.events.map(({ seq }) => seq), ...(ledger.head === null ? [] : [ledger.head.seq])],
  afterSeq: ledger.head?.seq ?? 0,
  digest: createHash("sha256").update(signed.facts, "utf8").digest("hex"),
  size: ledger.checkpoint?.size ?? null,
});

/** Whether an event says that a certificate with this digest was issued. */
export const isIssueOf = ({ kind, body }: LedgerEvent, digest: string): boolean =>
  kind === "certificate.issued" && issuedSchema.safeParse(parse(body)).data?.digest === digest;

/**
 * Holds what a certificate claims against a ledger, claim by claim: that it was issued, that the events it names are there as it names
 * them, and that its numbers are the ones that these tell of. Whether the ledger itself is sound is another question.
 */
export const holdAgainstLedger = (
  facts: CertificateFacts,
  { events, issued, root }: LedgerExtract,
): Claim[] => [
  issueClaim(facts, issued),
  ...eventClaims(facts, events),
  ...checkpointClaim(facts, root),
  ...facts.erasures.flatMap((erasure) => erasureClaims(facts, erasure, events)),
  ...requestClaims(facts, events),
];

const issuedSchema = z.object({ digest: z.string(), certificateId: z.string(), verdict: z.string() });

const issueClaim = ({ id, verdict }: CertificateFacts, issued: LedgerEvent | null): Claim => {
  if (issued === null) {
    return { stands: false, words: "No event says that a certificate with this digest was issued." };
  }
  const body = issuedSchema.safeParse(parse(issued.body)).data;
  const stands = isSound(issued) && body?.certificateId === id && body.verdict === verdict;
  return {
    stands,
    words: stands
      ? `Event ${issued.seq} says that it was issued, on ${issued.recordedAt.toISOString()}.`
      : `Event ${issued.seq} says that it was issued, but not as it is.`,
  };
};

const checkpointClaim = (
  { ledger: { checkpoint } }: CertificateFacts,
  root: LedgerExtract["root"],
): Claim[] => {
  if (checkpoint === null) return [];
  const stands = root !== null && base64Of(root) === checkpoint.root;
  const has = stands ? "have" : "do not have";
  return [
    {
      stands,
      words: `The ledger’s first ${checkpoint.size} events ${has} the root hash of the checkpoint that it names.`,
    },
  ];
};

const eventClaims = ({ ledger }: CertificateFacts, events: LedgerExtract["events"]): Claim[] => {
  const named = [...ledger.events, ...(ledger.head === null ? [] : [{ ...ledger.head, kind: null }])];
  const wrong = named.flatMap(({ seq, kind, hash }): Claim[] => {
    const event = events.get(seq);
    if (event === undefined)
      return [{ stands: false, words: `Event ${seq}, which it names, is not in the ledger.` }];
    const isSame =
      event.hash.toString("hex") === hash && (kind === null || event.kind === kind) && isSound(event);
    return isSame ? [] : [{ stands: false, words: `Event ${seq} is not the one that it names.` }];
  });
  const count = named.length - wrong.length;
  return [
    ...wrong,
    ...(count === 0
      ? []
      : [
          {
            stands: true,
            words: `${count} of ${named.length} events that it names are in the ledger as it names them.`,
          },
        ]),
  ];
};
