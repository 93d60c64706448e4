import { z } from "zod";
import type { CertificateErasure, CertificateFacts, CertificateMethod, CheckedPlace } from "../types";
import type { Claim, LedgerEvents } from "./claim";
import { parse } from "./read-body";

const count = z.number().optional();

/** What the ledger says of a deletion: when it was requested, at its end, and when it was looked at later. */
const bodySchema = z.object({
  deletionId: z.string(),
  storeId: z.string().optional(),
  selection: z.string().optional(),
  excludedCount: count,
  keepsImmutable: z.boolean().optional(),
  cutoffAt: z.string().optional(),
  status: z.string().optional(),
  requestedCount: count,
  deletedCount: count,
  absentCount: count,
  failedCount: count,
  unknownCount: count,
  joinedCount: count,
  keptImmutableCount: count,
  keptCount: count,
  verification: z
    .array(
      z.object({
        check: z.string(),
        outcome: z.string(),
        checkedCount: z.number().nullish(),
        residualCount: count,
        stayedCount: z.number().nullish(),
      }),
    )
    .nullish(),
  copies: z.array(z.object({ place: z.string(), outcome: z.string(), count: z.number() })).nullish(),
});
type Body = z.infer<typeof bodySchema>;
type Told = { seq: number; kind: string; recordedAt: Date; body: Body };

/** What a certificate says of one deletion, held against the events about it that it names: what none of them says does not stand. */
export const erasureClaims = (
  facts: CertificateFacts,
  erasure: CertificateErasure,
  events: LedgerEvents,
): Claim[] => {
  const told = facts.ledger.events
    .flatMap(({ seq }) => events.get(seq) ?? [])
    .flatMap(({ seq, kind, recordedAt, body: text }): Told[] => {
      const body = bodySchema.safeParse(parse(text)).data;
      return body?.deletionId === erasure.deletionId ? [{ seq, kind, recordedAt, body }] : [];
    });
  const places = facts.places.filter(({ deletionId }) => deletionId === erasure.deletionId);
  return [
    requestClaim(erasure, told),
    endClaim(erasure, told),
    ...verificationClaim(erasure, places, told),
    ...copiesClaim(erasure, places, told),
    ...approvalClaim(facts, erasure, told),
  ];
};

const of = ({ deletionId }: CertificateErasure) => `Deletion ${deletionId}`;

const requestClaim = (erasure: CertificateErasure, told: readonly Told[]): Claim => {
  const requested = told.find(({ kind }) => kind === "deletion.requested");
  if (requested === undefined)
    return { stands: false, words: `${of(erasure)}: no event that it names tells of its request.` };
  const stands = isSameRequest(erasure, requested.body);
  return {
    stands,
    words: stands
      ? `${of(erasure)}: was requested as event ${requested.seq} tells.`
      : `${of(erasure)}: event ${requested.seq} tells of another request.`,
  };
};

const isSameRequest = (
  { store, cutoffAt, excludedCount, keepsImmutable, selection }: CertificateErasure,
  body: Body,
): boolean =>
  body.storeId === store.id &&
  body.cutoffAt === cutoffAt &&
  (body.excludedCount ?? 0) === excludedCount &&
  (body.keepsImmutable ?? false) === keepsImmutable &&
  // What it was of is committed to only; of what kind it was is told.
  (body.selection === "listed" ? selection.kind === "listed" : true) &&
  (body.selection === "entity" ? selection.kind === "entities" : true);

const endKinds = new Set(["deletion.finished", "deletion.cancelled", "deletion.corrected"]);

const endClaim = (erasure: CertificateErasure, told: readonly Told[]): Claim => {
  const end = told.findLast(({ kind }) => endKinds.has(kind));
  const first = told.find(({ kind }) => endKinds.has(kind));
  if (end === undefined || first === undefined)
    return { stands: false, words: `${of(erasure)}: no event that it names tells of its end.` };
  if (!isSameEnd(erasure, end.body))
    return { stands: false, words: `${of(erasure)}: event ${end.seq} tells of other numbers.` };
  if (!isNear(erasure.finishedAt, first.recordedAt))
    return {
      stands: false,
      words: `${of(erasure)}: event ${first.seq} tells of another end, on ${first.recordedAt.toISOString()}.`,
    };
  return {
    stands: true,
    words: `${of(erasure)}: ended as event ${end.seq} tells, ${erasure.erasedCount} erased, ${erasure.absentCount} already absent, ${erasure.failedCount} failed.`,
  };
};

const isSameEnd = (erasure: CertificateErasure, body: Body): boolean =>
  body.status === erasure.status &&
  [
    // Before it was frozen the ledger counts none.
    [body.requestedCount, erasure.requestedCount ?? 0],
    [body.deletedCount, erasure.erasedCount],
    [body.absentCount, erasure.absentCount],
    [body.failedCount, erasure.failedCount],
    [body.unknownCount, erasure.unknownCount],
    [body.joinedCount, erasure.joinedCount],
    [body.keptImmutableCount, erasure.keptImmutableCount],
    [body.keptCount, erasure.leftCount],
  ].every(([inLedger, claimed]) => inLedger === claimed);

/** The row is dated by the database and the event by the server. */
const minutesApartMax = 10;
const isNear = (claimed: string, recordedAt: Date): boolean =>
  Math.abs(new Date(claimed).getTime() - recordedAt.getTime()) <= minutesApartMax * 60_000;

const checkOf: Partial<Record<CertificateMethod, string>> = {
  each_by_id: "ids",
  filter_again: "selection",
  versions_by_id: "versions",
  history_by_id: "versions",
  words_of_a_sample: "text",
};

/** What was looked at, and not only named. */
const isFinding = ({ outcome }: CheckedPlace): boolean =>
  outcome !== "unsupported" && outcome !== "not_checked";

const verificationClaim = (
  erasure: CertificateErasure,
  places: readonly CheckedPlace[],
  told: readonly Told[],
): Claim[] => {
  const checked = places.filter((place) => checkOf[place.method] !== undefined && isFinding(place));
  const verified = told.findLast(({ body }) => body.verification != null);
  if (verified === undefined)
    return checked.length === 0
      ? []
      : [{ stands: false, words: `${of(erasure)}: no event that it names tells of its verification.` }];
  const stands = checked.every((place) => isSameCheck(place, verified.body));
  return [
    {
      stands,
      words: stands
        ? `${of(erasure)}: was verified as event ${verified.seq} tells.`
        : `${of(erasure)}: event ${verified.seq} tells of another verification.`,
    },
  ];
};

/** What the certificate calls absent or found, the ledger does, in the same numbers; it may call less checked, and never more. */
const isSameCheck = (
  { method, outcome, lookedForCount, foundCount }: CheckedPlace,
  { verification }: Body,
): boolean =>
  verification?.some(
    (each) =>
      each.check === checkOf[method] &&
      each.outcome === outcome &&
      (each.checkedCount ?? null) === lookedForCount &&
      (each.residualCount ?? 0) + (each.stayedCount ?? 0) === (foundCount ?? 0),
  ) === true;

const isOfCopies = ({ method }: CheckedPlace): boolean =>
  method === "rows_of_place" || method === "profile_by_user";

const copiesClaim = (
  erasure: CertificateErasure,
  places: readonly CheckedPlace[],
  told: readonly Told[],
): Claim[] => {
  const copies = places.filter((place) => isOfCopies(place) && isFinding(place));
  if (copies.length === 0) return [];
  const looked = told.findLast(({ body }) => body.copies != null);
  if (looked === undefined)
    return [{ stands: false, words: `${of(erasure)}: no event that it names tells of its copies.` }];
  const stands = copies.every(({ place, outcome, foundCount }) =>
    looked.body.copies?.some(
      (each) =>
        each.place === place &&
        each.outcome === (outcome === "residual" ? "found" : "none") &&
        each.count === (foundCount ?? 0),
    ),
  );
  return [
    {
      stands,
      words: stands
        ? `${of(erasure)}: copies were looked for as event ${looked.seq} tells.`
        : `${of(erasure)}: event ${looked.seq} tells of other copies.`,
    },
  ];
};

/** Whose approval it was is not told by a name. */
const approvalClaim = (
  { people, erasures }: CertificateFacts,
  erasure: CertificateErasure,
  told: readonly Told[],
): Claim[] => {
  const approved = told.find(({ kind }) => kind === "approval.approved");
  if (approved !== undefined)
    return [{ stands: true, words: `${of(erasure)}: was approved as event ${approved.seq} tells.` }];
  return erasures.length === 1 && people.some(({ did }) => did === "approved")
    ? [{ stands: false, words: `${of(erasure)}: no event that it names tells of its approval.` }]
    : [];
};
