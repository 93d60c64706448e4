import type { Copies } from "@/lib/deletions/copies";
import { wildcardsOf } from "@/lib/deletions/scope/scope";
import type { Selection } from "@/lib/deletions/types";
import type { Verification } from "@/lib/deletions/verification";
import type { LedgerBody } from "@/lib/ledger/canonical";
import type { Actor } from "@/lib/access/types";
import type { ProfileLook } from "@/lib/stores/profile";
import type { ResiduePlace } from "@/lib/stores/residue";
import type { deletions } from "@/drizzle/schema/deletions";
import { digestOf } from "./digest-keys";
import { copiesOf, verificationOf } from "./row-json";

type Row = typeof deletions.$inferSelect;
type RequestedRow = Pick<
  Row,
  "id" | "storeId" | "operation" | "actor" | "reason" | "ticket" | "expectedCount" | "cutoffAt"
>;
type FinishedRow = RequestedRow &
  Pick<
    Row,
    | "status"
    | "requestedCount"
    | "deletedCount"
    | "absentCount"
    | "failedCount"
    | "unknownCount"
    | "changedCount"
    | "joinedCount"
    | "keptImmutableCount"
    | "heldCount"
    | "heldBesideCount"
    | "errorCode"
    | "startedAt"
    | "verification"
    | "copies"
  >;

/**
 * What the ledger says of a request. Reason, ticket, filter and excluded ids can name a person and the chain is for
 * ever, so that it holds a commitment to them only; they stay beside it, in the deletion's row, where they can be erased.
 */
export const requestedBody = (
  row: RequestedRow,
  commitmentKey: Buffer,
  selection: Selection,
): LedgerBody => ({
  ...subject(row),
  selection: selection.kind,
  wildcards: selection.kind === "scope" ? wildcardsOf(selection.scope) : undefined,
  expectedCount: row.expectedCount,
  ...exceptionsBody(selection),
  cutoffAt: row.cutoffAt.toISOString(),
  commitment: digestOf(commitmentKey, {
    reason: row.reason,
    ticket: row.ticket,
    ...committedPart(selection),
  }),
});

/** Of what was left out, the number. */
const exceptionsBody = (selection: Selection): LedgerBody => {
  switch (selection.kind) {
    case "listed":
      return { excludedCount: 0 };
    case "entity":
      return selection.keepsImmutable === true
        ? { excludedCount: 0, keepsImmutable: true }
        : { excludedCount: 0 };
    case "matching":
    case "scope":
      return { excludedCount: selection.excludedIds.length, keepsImmutable: selection.keepsImmutable };
  }
};

/** The part of a selection that can name a person. Listed ids are covered by the digest of the items. */
const committedPart = (selection: Selection): Record<string, unknown> => {
  switch (selection.kind) {
    case "listed":
      return { filter: null, excludedIds: [] };
    case "matching":
      return { filter: selection.filter, excludedIds: selection.excludedIds };
    case "scope":
      return { scope: selection.scope, excludedIds: selection.excludedIds };
    case "entity":
      return { entity: selection.entity };
  }
};

/**
 * What the ledger says of an export of a selection. The salt of the commitment's key stands in the last line of the file
 * itself: with the file goes what ties the event to a person.
 */
export const exportedBody = (
  input: { actor: Actor; storeId: string; selection: Selection; count: number; cutoffAt: Date },
  commitmentKey: Buffer,
): LedgerBody => ({
  actor: actorOf(input.actor),
  storeId: input.storeId,
  selection: input.selection.kind,
  wildcards: input.selection.kind === "scope" ? wildcardsOf(input.selection.scope) : undefined,
  count: input.count,
  ...exceptionsBody(input.selection),
  cutoffAt: input.cutoffAt.toISOString(),
  commitment: digestOf(
    commitmentKey,
    input.selection.kind === "listed"
      ? { ids: input.selection.ids.toSorted() }
      : committedPart(input.selection),
  ),
});

/** What the ledger says of the end. `itemsDigest` covers every memory id with its outcome (see items-digest.ts). */
export const finishedBody = (row: FinishedRow, itemsDigest: string): LedgerBody => ({
  ...subject(row),
  ...countsOf(row),
  status: row.status,
  errorCode: row.errorCode,
  keptCount: restOf(row),
  startedAt: row.startedAt?.toISOString() ?? null,
  verification: verificationBody(verificationOf(row)),
  copies: copiesBody(copiesOf(row)),
  itemsDigest,
});

/**
 * What the ledger says when reading back puts right what was written down at the end, of which the event of then stays:
 * everything as it is now, and what it was said to be. `actor` is who had it read back.
 */
export const correctedBody = (
  before: FinishedRow,
  after: FinishedRow,
  actor: Actor,
  itemsDigest: string,
): LedgerBody => ({
  ...finishedBody(after, itemsDigest),
  actor: actorOf(actor),
  before: { ...countsOf(before), status: before.status, errorCode: before.errorCode },
});

/** What the ledger says when a deletion is ended early; `actor` is who did it, and not who requested it. */
export const cancelledBody = (row: FinishedRow, actor: Actor, itemsDigest: string): LedgerBody => ({
  ...finishedBody(row, itemsDigest),
  actor: actorOf(actor),
});

/** What the ledger says when a deletion is paused or resumed: who did it, and how far it had come. */
export const controlledBody = (row: FinishedRow, actor: Actor): LedgerBody => ({
  ...subject(row),
  ...countsOf(row),
  status: row.status,
  pendingCount: restOf(row),
  actor: actorOf(actor),
});

/** What the ledger says of a verification at a later time; `actor` is who asked for it. */
export const verifiedBody = (
  row: RequestedRow & Pick<Row, "copies">,
  actor: Actor,
  verification: Verification,
): LedgerBody => ({
  ...subject(row),
  verification: verificationBody(verification),
  copies: copiesBody(copiesOf(row)),
  residualCount: Math.max(0, ...verification.checks.map(({ residualCount }) => residualCount)),
  stayedCount: Math.max(0, ...verification.checks.map(({ stayedCount }) => stayedCount ?? 0)),
  uncheckedCount: verification.checks.filter(
    ({ check, outcome }) => outcome === "not_checked" && check !== "text",
  ).length,
  actor: actorOf(actor),
});

/** What the ledger says when the copies are removed that a store keeps of a deletion in one place. */
export const purgedBody = (
  row: RequestedRow,
  actor: Actor,
  place: ResiduePlace,
  counts: LedgerBody,
): LedgerBody => ({ ...subject(row), place, ...counts, actor: actorOf(actor) });

/** What the ledger says when copies were looked for by themselves, and something else was found than before. */
export const copiesCheckedBody = (row: RequestedRow, actor: Actor, copies: Copies): LedgerBody => ({
  ...subject(row),
  copies: copiesBody(copies),
  actor: actorOf(actor),
});

/** Whether the ledger would say the same of both. */
export const isSameOfCopies = (one: Copies | null, other: Copies): boolean =>
  JSON.stringify(copiesBody(one)) === JSON.stringify(copiesBody(other));

/** What the ledger says when reason and ticket are erased: who had it done. */
export const textErasedBody = (row: RequestedRow, actor: Actor): LedgerBody => ({
  ...subject(row),
  actor: actorOf(actor),
});

/** Outcomes and counts only, no ids; durations differ from one day to the next and prove nothing. */
const verificationBody = (verification: Verification | null): LedgerBody[string] =>
  verification?.checks.map(({ durationMs: _durationMs, unreadable, ...found }) => ({
    ...found,
    ...(unreadable && { unreadableCount: unreadable.count }),
  }));

/** Where copies were looked for, and what was found there. */
const copiesBody = (copies: Copies | null): LedgerBody[string] =>
  copies?.places.map(({ place, outcome, count, profiles }) => ({
    place,
    outcome,
    count,
    ...(profiles && {
      profiles: profiles.map(({ before, now }) => ({ before: lookBody(before), now: lookBody(now) })),
    }),
  }));

/** A state, a number and an instant: nothing of what a profile says. */
const lookBody = (look: ProfileLook | null): LedgerBody | null =>
  look === null ? null : { state: look.state, fieldCount: look.fieldCount, builtAt: look.builtAt };

const countsOf = (row: FinishedRow): LedgerBody => ({
  expectedCount: row.expectedCount,
  requestedCount: row.requestedCount ?? 0,
  deletedCount: row.deletedCount,
  absentCount: row.absentCount,
  failedCount: row.failedCount,
  unknownCount: row.unknownCount,
  changedCount: row.changedCount,
  joinedCount: row.joinedCount,
  keptImmutableCount: row.keptImmutableCount,
  heldCount: row.heldCount,
  heldBesideCount: row.heldBesideCount,
});

/** Frozen, and not reached, or left as they were changed or are held. */
const restOf = (row: FinishedRow): number =>
  (row.requestedCount ?? 0) - row.deletedCount - row.absentCount - row.failedCount;

const subject = (row: RequestedRow): LedgerBody => ({
  deletionId: row.id,
  storeId: row.storeId,
  operation: row.operation,
  actor: actorOf(row.actor),
});

/** Without the label: it is an email address. */
const actorOf = (actor: Actor): LedgerBody => ({
  kind: actor.kind,
  id: actor.id,
  role: actor.kind === "system" ? undefined : actor.role,
});
