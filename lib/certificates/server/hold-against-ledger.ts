import { createHash } from "node:crypto";
import { z } from "zod";
import { eventHash } from "@/lib/ledger/canonical";
import type { LedgerEvent } from "@/lib/ledger/types";
import type {
  CertificateErasure,
  CertificateFacts,
  CertificateMethod,
  CheckedPlace,
  SignedCertificate,
} from "../types";

/** What of a ledger is needed to hold a certificate against it. */
export type LedgerExtract = {
  /** By their numbers. */
  events: ReadonlyMap<number, LedgerEvent>;
  /** The event that says that a certificate of this digest was issued; null when there is none. */
  issued: LedgerEvent | null;
};

/** One thing that a certificate claims, and whether the ledger has it so. */
export type Claim = { stands: boolean; words: string };

/** The events to be read from a ledger, and the digest by which it knows the certificate. */
export const neededOf = (
  signed: SignedCertificate,
  { ledger }: CertificateFacts,
): { seqs: number[]; afterSeq: number; digest: string } => ({
  seqs: [...ledger.events.map(({ seq }) => seq), ...(ledger.head === null ? [] : [ledger.head.seq])],
  afterSeq: ledger.head?.seq ?? 0,
  digest: createHash("sha256").update(signed.facts, "utf8").digest("hex"),
});

/** Whether an event says that a certificate with this digest was issued. */
export const isIssueOf = ({ kind, body }: LedgerEvent, digest: string): boolean =>
  kind === "certificate.issued" && issuedSchema.safeParse(parse(body)).data?.digest === digest;

/**
 * Holds what a certificate claims against a ledger, claim by claim: that it was issued, that the events it names are there as it names
 * them, and that its numbers are the ones that these tell of. Whether the ledger itself is sound is another question.
 */
export const holdAgainstLedger = (facts: CertificateFacts, { events, issued }: LedgerExtract): Claim[] => [
  issueClaim(facts, issued),
  ...eventClaims(facts, events),
  ...facts.erasures.flatMap((erasure) => erasureClaims(facts, erasure, events)),
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

/** What the end of a deletion, or a later word about it, says in the ledger. */
const bodySchema = z.object({
  deletionId: z.string(),
  status: z.string().optional(),
  deletedCount: z.number().optional(),
  absentCount: z.number().optional(),
  failedCount: z.number().optional(),
  verification: z.array(z.object({ check: z.string(), outcome: z.string() })).nullish(),
});
type Body = z.infer<typeof bodySchema>;

const erasureClaims = (
  facts: CertificateFacts,
  erasure: CertificateErasure,
  events: LedgerExtract["events"],
): Claim[] => {
  const told = facts.ledger.events
    .flatMap(({ seq }) => events.get(seq) ?? [])
    .flatMap(({ seq, kind, body: text }) => {
      const body = bodySchema.safeParse(parse(text)).data;
      return body?.deletionId === erasure.deletionId ? [{ seq, kind, body }] : [];
    });
  const end = told.findLast(({ kind }) => endKinds.has(kind));
  const verified = told.findLast(({ kind, body }) => verifiedKinds.has(kind) && body.verification != null);
  const places = facts.places.filter(({ deletionId }) => deletionId === erasure.deletionId);
  const of = `Deletion ${erasure.deletionId}`;
  return [
    end === undefined
      ? { stands: false, words: `${of}: no event that it names tells of its end.` }
      : {
          stands: isSameEnd(erasure, end.body),
          words: isSameEnd(erasure, end.body)
            ? `${of}: ended as event ${end.seq} tells, ${erasure.erasedCount} erased, ${erasure.absentCount} already absent, ${erasure.failedCount} failed.`
            : `${of}: event ${end.seq} tells of other numbers.`,
        },
    ...(verified === undefined
      ? []
      : [
          {
            stands: isSameVerification(places, verified.body),
            words: isSameVerification(places, verified.body)
              ? `${of}: was verified as event ${verified.seq} tells.`
              : `${of}: event ${verified.seq} tells of another verification.`,
          },
        ]),
  ];
};

const endKinds = new Set(["deletion.finished", "deletion.cancelled", "deletion.corrected"]);
const verifiedKinds = new Set([...endKinds, "deletion.verified"]);

const isSameEnd = (erasure: CertificateErasure, body: Body): boolean =>
  body.status === erasure.status &&
  body.deletedCount === erasure.erasedCount &&
  body.absentCount === erasure.absentCount &&
  body.failedCount === erasure.failedCount;

const checkOf: Partial<Record<CertificateMethod, string>> = {
  each_by_id: "ids",
  filter_again: "selection",
  versions_by_id: "versions",
  history_by_id: "versions",
  words_of_a_sample: "text",
};

/** What the certificate calls absent or found, the ledger does; it may call less checked, and never more. */
const isSameVerification = (places: readonly CheckedPlace[], { verification }: Body): boolean =>
  places.every(({ method, outcome }) => {
    const check = checkOf[method];
    if (check === undefined || outcome === "unsupported" || outcome === "not_checked") return true;
    return verification?.some((each) => each.check === check && each.outcome === outcome) === true;
  });

/** A body that was changed under its old hash tells nothing. */
const isSound = (event: LedgerEvent): boolean => {
  try {
    return eventHash(event).equals(event.hash);
  } catch {
    return false;
  }
};

const parse = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
};
