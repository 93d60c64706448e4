import { randomUUID } from "node:crypto";
import { isDeepStrictEqual } from "node:util";
import { and, asc, desc, eq, inArray, like, sql } from "drizzle-orm";
import type { Context } from "@/lib/access/context";
import { requirePermission } from "@/lib/access/require-permission";
import { can, type Actor } from "@/lib/access/types";
import type { Transaction } from "@/lib/database/server/database";
import { deletionColumns, deletionFrom } from "@/lib/deletions/server/history/deletion-row";
import { reachedDeletions } from "@/lib/deletions/server/history/reached-deletions";
import { isFinished } from "@/lib/deletions/status";
import { findCoveringClean } from "@/lib/cleaning/server/read-cleaning";
import type { CoveringClean } from "@/lib/cleaning/types";
import { ticketKeyOf } from "@/lib/deletions/ticket-key";
import type { Deletion } from "@/lib/deletions/types";
import { ExpectedError } from "@/lib/errors/expected-error";
import { eventsOfDeletions } from "@/lib/ledger/server/events-of";
import { findCheckpoint, type StoredCheckpoint } from "@/lib/ledger/server/log/checkpoints";
import { findHead } from "@/lib/ledger/server/read-events";
import { base64Of } from "@/lib/text/base64";
import { builtinStoreId, type StoreKind } from "@/lib/stores/store-ids";
import { isAnswered } from "@/lib/tickets/states";
import { ticketNotFound } from "@/lib/tickets/server/get-ticket";
import type { TicketRow } from "@/lib/tickets/server/ticket-row";
import { approvals } from "@/drizzle/schema/approvals";
import { deletions } from "@/drizzle/schema/deletions";
import type { Filter } from "@/lib/filters/filter";
import { freezeRelative } from "@/lib/filters/freeze-relative";
import { ledgerEvents, ticketIdIn } from "@/drizzle/schema/ledger";
import { stores } from "@/drizzle/schema/stores";
import { ticketEvents, tickets } from "@/drizzle/schema/tickets";
import { certificateFormat } from "../facts-schema";
import { judge } from "../judge";
import { notCovered } from "../not-covered";
import { placesOf } from "../places-of";
import type { CertificateAbout, CertificateFacts, CertificateLanguage, CertificateNames } from "../types";
import { erasureOf } from "./erasure-facts";
import { judgedSearch, readSearch, type SearchRecord } from "./search-facts";
import { requestFacts, standardsOf } from "./request-facts";
import { subjectOf } from "./subject-facts";

export type GatherInput = { about: CertificateAbout; language: CertificateLanguage; names: CertificateNames };

/** What the facts say of this Lethe itself. */
export type Issuer = { origin: string; version: string; timeZone: string };

/** A certificate is read as a whole, and its deletions are in memory at once. */
const deletionCountMax = 300;
/** Of a ticket that was changed more often the newest events are named; those of its deletions always are. */
const ticketEventCountMax = 500;

/** What an issue adds to the facts: another one of the same record differs in nothing else. */
export type Issue = {
  id: string;
  issuedAt: Date;
  issuedBy: Actor;
  head: CertificateFacts["ledger"]["head"];
  checkpoint: StoredCheckpoint | null;
};

export type Gathered = {
  facts: CertificateFacts;
  issue: Issue;
  /** The same record as another issue told of it, which knew the ledger up to its own head. */
  asIssued: (issue: Issue) => CertificateFacts;
};

/**
 * What can be certified of an ended deletion, or of a ticket with all its deletions in all stores: as the record stood at one moment,
 * and nothing beyond it. While a deletion is under way there is nothing to certify yet. Throws not_permitted (also for plain names
 * without memories:read), not_found, wrong_status, too_large.
 */
export const gatherFacts = async (ctx: Context, input: GatherInput, issuer: Issuer): Promise<Gathered> => {
  requirePermission(ctx.actor, "certificates:issue");
  if (input.names === "plain") requirePlainNames(ctx.actor);
  const record = await ctx.database.transaction((transaction) => readRecord(ctx, transaction, input.about), {
    isolationLevel: "repeatable read",
    accessMode: "read only",
  });
  refuseUnfinished(record);
  const asIssued = (issue: Issue) => factsOf(ctx, input, issuer, record, issue);
  const { head, checkpoint } = record.ledger;
  const issue = { id: randomUUID(), issuedAt: ctx.now(), issuedBy: ctx.actor, head, checkpoint };
  return { facts: asIssued(issue), issue, asIssued };
};

const requirePlainNames = (actor: Actor): void => {
  if (actor.kind === "system" || can(actor.role, "memories:read")) return;
  throw new ExpectedError(
    "not_permitted",
    `Your role, ${actor.role}, does not see names and ids. Choose a certificate with references.`,
  );
};

type Record = {
  ticket: TicketRow | null;
  answeredAt: Date | null;
  search: SearchRecord;
  deletions: Deletion[];
  /** As they were asked for, by id: with the ids that were left out, which a deletion shows the number of alone. */
  selections: Map<string, unknown>;
  kinds: Map<string, StoreKind>;
  approvals: (typeof approvals.$inferSelect)[];
  clean: CoveringClean | null;
  ledger: Ledger;
};

type Ledger = Pick<CertificateFacts["ledger"], "events" | "head"> & Pick<Issue, "checkpoint">;

const readRecord = async (
  ctx: Context,
  transaction: Transaction,
  about: CertificateAbout,
): Promise<Record> => {
  const asked = "ticketReference" in about ? await findTicket(transaction, about.ticketReference) : null;
  const rows = await transaction
    .select({ ...deletionColumns, ticketId: deletions.ticketId, wholeSelection: deletions.selection })
    .from(deletions)
    .where(
      and(
        "deletionId" in about ? eq(deletions.id, about.deletionId) : eq(deletions.ticketId, asked?.id ?? ""),
        reachedDeletions(ctx),
      ),
    )
    .orderBy(asc(deletions.createdAt), asc(deletions.id))
    .limit(deletionCountMax + 1);
  if (rows.length > deletionCountMax)
    throw new ExpectedError("too_large", `A certificate can tell of at most ${deletionCountMax} deletions.`);
  const [first] = rows;
  if (first === undefined && asked === null)
    throw new ExpectedError("not_found", "There is no deletion with this ID.");
  // The clocks of a deletion's ticket are its own as well.
  const ticket = asked ?? (await findTicketOf(transaction, first?.ticketId ?? null));
  const ids = rows.map(({ id }) => id);
  const all = rows.map(({ ticketId: _ticketId, wholeSelection: _whole, ...row }) => deletionFrom(ctx, row));
  return {
    ticket,
    answeredAt:
      ticket === null || !isAnswered(ticket.state) ? null : await findAnsweredAt(transaction, ticket),
    search: await readSearch(transaction, asked, rows.at(-1)?.createdAt ?? null),
    deletions: all,
    selections: new Map(rows.map(({ id, wholeSelection }) => [id, wholeSelection])),
    kinds: await storeKindsOf(transaction, [...new Set(rows.map(({ storeId }) => storeId))]),
    approvals:
      ids.length === 0
        ? []
        : await transaction
            .select()
            .from(approvals)
            .where(and(inArray(approvals.deletionId, ids), eq(approvals.decision, "approved"))),
    clean: await findCleanOf(transaction, all),
    ledger: await readLedger(transaction, ids, asked),
  };
};

const findTicket = async (transaction: Transaction, reference: string): Promise<TicketRow> => {
  const [row] = await transaction
    .select()
    .from(tickets)
    .where(eq(tickets.referenceKey, ticketKeyOf(reference)));
  if (row === undefined) throw ticketNotFound();
  return row;
};

const findTicketOf = async (transaction: Transaction, id: string | null): Promise<TicketRow | null> => {
  if (id === null) return null;
  const [row] = await transaction.select().from(tickets).where(eq(tickets.id, id));
  return row ?? null;
};

/** When the ticket last came to an answer. */
const findAnsweredAt = async (transaction: Transaction, { id }: TicketRow): Promise<Date | null> => {
  const [event] = await transaction
    .select({ at: ticketEvents.at })
    .from(ticketEvents)
    .where(and(eq(ticketEvents.ticketId, id), inArray(ticketEvents.kind, ["settled", "denied", "withdrawn"])))
    .orderBy(desc(ticketEvents.id))
    .limit(1);
  return event?.at ?? null;
};

const storeKindsOf = async (transaction: Transaction, ids: string[]): Promise<Map<string, StoreKind>> => {
  const rows =
    ids.length === 0
      ? []
      : await transaction
          .select({ id: stores.id, kind: stores.kind })
          .from(stores)
          .where(inArray(stores.id, ids));
  return new Map<string, StoreKind>([
    [builtinStoreId, "builtin"],
    ...rows.map(({ id, kind }) => [id, kind] as const),
  ]);
};

/** The events that tell of these deletions and of this ticket, by the indexes of the ledger, its head, and its last checkpoint. */
const readLedger = async (
  transaction: Transaction,
  deletionIds: string[],
  ticket: TicketRow | null,
): Promise<Ledger> => {
  const columns = { seq: ledgerEvents.seq, kind: ledgerEvents.kind, hash: ledgerEvents.hash };
  const ofDeletions = await eventsOfDeletions(transaction, deletionIds);
  const ofTicket =
    ticket === null
      ? []
      : await transaction
          .select(columns)
          .from(ledgerEvents)
          .where(and(like(ledgerEvents.kind, sql`'ticket.%'`), eq(ticketIdIn(ledgerEvents.body), ticket.id)))
          .orderBy(desc(ledgerEvents.seq))
          .limit(ticketEventCountMax);
  const head = await findHead(transaction);
  const events = [...ofDeletions, ...ofTicket].sort((a, b) => a.seq - b.seq);
  const last = await findCheckpoint(transaction);
  return {
    events: events.map(({ seq, kind, hash }) => ({ seq, kind, hash: hash.toString("hex") })),
    // One that is older says nothing of the newest of them.
    checkpoint: (last?.size ?? 0) >= (events.at(-1)?.seq ?? 0) ? last : null,
    head: head === null ? null : { seq: head.seq, hash: head.hash.toString("hex") },
  };
};

/** The clean that covers all deletions of the built-in store. */
const findCleanOf = async (
  transaction: Transaction,
  all: readonly Deletion[],
): Promise<CoveringClean | null> => {
  const ends = all.flatMap(({ storeId, finishedAt }) =>
    storeId === builtinStoreId && finishedAt !== null ? [Date.parse(finishedAt)] : [],
  );
  return ends.length === 0 ? null : findCoveringClean(transaction, new Date(Math.max(...ends)));
};

const cleanFacts = ({ at, coverage }: CoveringClean): CertificateFacts["clean"] => ({
  at,
  hasStatistics: coverage.statistics === "rewritten",
  hasLog: coverage.log === "removed",
});

/** A certificate is of an end: what is said while it goes on would be untrue a moment later. */
const refuseUnfinished = ({ ticket, deletions: all }: Record): void => {
  const open = all.filter(({ status }) => !isFinished(status)).length;
  if (open > 0) {
    throw new ExpectedError(
      "wrong_status",
      all.length === 1
        ? "This deletion has not ended yet. A certificate can be issued when it has."
        : `${open} of ${all.length} deletions have not ended yet. A certificate can be issued when all have.`,
    );
  }
  if (all.length === 0 && !isDenied(ticket)) {
    throw new ExpectedError(
      "wrong_status",
      "Nothing was erased or denied yet, so there is nothing to certify.",
    );
  }
};

const isDenied = (ticket: TicketRow | null): boolean =>
  ticket?.state === "denied" || (ticket?.state === "closed" && ticket.outcome === "denied");

const factsOf = (
  ctx: Context,
  input: GatherInput,
  issuer: Issuer,
  record: Record,
  { id, issuedAt, issuedBy, head, checkpoint }: Issue,
): CertificateFacts => {
  const { about, language, names } = input;
  const { ticket } = record;
  const isOfTicket = "ticketReference" in about;
  const judged = record.deletions.map((deletion) => {
    const erasure = erasureOf(ctx, deletion, { names, kinds: record.kinds });
    return { deletion, erasure, places: placesOf(deletion, erasure) };
  });
  const places = judged.flatMap((each) => each.places);
  const erasures = judged.map(({ erasure }) => erasure);
  // What came after an issue is no part of it.
  const clean =
    record.clean !== null && record.clean.at <= issuedAt.toISOString() ? cleanFacts(record.clean) : null;
  const judgement = judge(
    judged.filter(({ deletion }) => !isRepeated(deletion, record)),
    {
      isDenied: isOfTicket && isDenied(ticket),
      unsearchedCount: record.search.found?.unsearchedCount ?? 0,
      ...judgedSearch(ctx, isOfTicket ? ticket : null, record.search, record.deletions),
    },
  );
  const request = requestFacts({
    ticket,
    // Of a deletion its own: where that was erased, its ticket does not give it back.
    reference: isOfTicket
      ? (ticket?.reference ?? null)
      : (record.deletions[0]?.ticketReference ?? record.deletions[0]?.ticket ?? null),
    erasures,
    answeredAt: record.answeredAt,
    issuedAt,
    timeZone: issuer.timeZone,
  });
  return {
    format: certificateFormat,
    id,
    issuedAt: issuedAt.toISOString(),
    language,
    names,
    ...judgement,
    origin: issuer.origin,
    about:
      isOfTicket && ticket !== null
        ? { kind: "ticket", ticketId: ticket.id }
        : { kind: "deletion", deletionId: "deletionId" in about ? about.deletionId : "" },
    request,
    subject: subjectOf(ctx, { ticket: isOfTicket ? ticket : null, deletions: record.deletions, names }),
    found: record.search.found,
    look: record.search.look,
    erasures,
    places,
    clean,
    notCovered: notCovered(erasures, places, clean),
    people: peopleOf(record, { issuedAt, issuedBy }),
    ledger: {
      events: record.ledger.events.filter(({ seq }) => seq <= (head?.seq ?? 0)),
      head,
      checkpoint:
        checkpoint === null
          ? null
          : { origin: checkpoint.origin, size: checkpoint.size, root: base64Of(checkpoint.root) },
    },
    standards: standardsOf({ request, places, verdict: judgement.verdict, version: issuer.version }),
    product: { name: "Lethe", version: issuer.version },
  };
};

/**
 * Ended before it took anything, and asked for once more: what it was of is judged by the later one. It stands among the deletions all the
 * same.
 */
const isRepeated = (
  deletion: Deletion,
  { deletions: all, selections }: Pick<Record, "deletions" | "selections">,
): boolean =>
  deletion.deletedCount + deletion.absentCount + deletion.failedCount === 0 &&
  deletion.selection.kind !== "listed" &&
  all.some(
    (other) =>
      other.createdAt > deletion.createdAt &&
      other.storeId === deletion.storeId &&
      // Erased ones are shapes, of which nobody knows whether they were the same.
      deletion.filter.state !== "erased" &&
      other.filter.state !== "erased" &&
      isDeepStrictEqual(selections.get(other.id), selections.get(deletion.id)) &&
      isDeepStrictEqual(frozenFilterOf(other), frozenFilterOf(deletion)),
  );

/** What was relative to the time meant something else at another. */
const frozenFilterOf = ({ selection, cutoffAt }: Deletion): Filter | null =>
  selection.kind === "matching" && selection.filter !== null
    ? freezeRelative(selection.filter, new Date(cutoffAt))
    : null;

type Person = CertificateFacts["people"][number];

/** Everybody who had a part in it, once for each part, with the role of then. */
const peopleOf = (
  { ticket, deletions: all, approvals: approved }: Record,
  { issuedAt, issuedBy }: Pick<Issue, "issuedAt" | "issuedBy">,
): Person[] => {
  const parts: [Person["did"], Actor | null, string | null][] = [
    ["received", ticket?.createdBy ?? null, ticket?.createdAt.toISOString() ?? null],
    ["checked_identity", ticket?.identityCheckedBy ?? null, ticket?.identityCheckedAt?.toISOString() ?? null],
    ...all.map(({ actor, createdAt }) => ["requested", actor, createdAt] as [Person["did"], Actor, string]),
    ...approved.map(
      ({ decidedBy, decidedAt }) =>
        ["approved", decidedBy, decidedAt?.toISOString() ?? null] as [
          Person["did"],
          Actor | null,
          string | null,
        ],
    ),
    ["issued", issuedBy, issuedAt.toISOString()],
  ];
  const people = new Map<string, Person>();
  for (const [did, actor, at] of parts) {
    if (actor === null || at === null) continue;
    const role = actor.kind === "system" ? null : actor.role;
    const key = JSON.stringify([did, actor.kind, actor.id, role]);
    // A rule does what it was told to, as Lethe itself does.
    const kind = actor.kind === "rule" ? "system" : actor.kind;
    if (!people.has(key)) people.set(key, { did, name: actor.label, kind, role, at });
  }
  return [...people.values()];
};
