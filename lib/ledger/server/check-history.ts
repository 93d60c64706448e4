import { and, asc, eq, gt, inArray, sql } from "drizzle-orm";
import { z } from "zod";
import { deletions } from "@/drizzle/schema/deletions";
import { deletionIdIn, ledgerEvents } from "@/drizzle/schema/ledger";
import type { Database, Queryable } from "@/lib/database/server/database";
import type { Finding } from "@/lib/ledger/types";

const batchSize = 500;
const endKinds = ["deletion.finished", "deletion.cancelled", "deletion.corrected"];

/**
 * Holds history against the ledger, both ways: each deletion was requested, and has ended, as events tell, with the same numbers; and
 * each that the ledger tells of is there. A batch of findings at a time. Each is read in one snapshot, so that a deletion that ends
 * meanwhile is seen with its event or not at all.
 */
export async function* checkHistory(database: Database, signal?: AbortSignal): AsyncGenerator<Finding[]> {
  yield* pages(database, checkRows, "00000000-0000-0000-0000-000000000000", signal);
  yield* pages(database, checkEvents, 0, signal);
}

/** A page of a check: what it found, and where the next one begins; null after the last. */
type Page<Cursor> = { findings: Finding[]; next: Cursor | null };

async function* pages<Cursor>(
  database: Database,
  check: (snapshot: Queryable, after: Cursor) => Promise<Page<Cursor>>,
  first: Cursor,
  signal?: AbortSignal,
): AsyncGenerator<Finding[]> {
  for (let after: Cursor | null = first; after !== null;) {
    if (signal?.aborted === true) return;
    const from: Cursor = after;
    const page: Page<Cursor> = await database.transaction((snapshot) => check(snapshot, from), {
      isolationLevel: "repeatable read",
      accessMode: "read only",
    });
    yield page.findings;
    after = page.next;
  }
}

/** What history shows, held against the events about it. */
const checkRows = async (snapshot: Queryable, after: string): Promise<Page<string>> => {
  const rows = await snapshot
    .select(told)
    .from(deletions)
    .where(gt(deletions.id, after))
    .orderBy(asc(deletions.id))
    .limit(batchSize);
  const events = await eventsOf(
    snapshot,
    rows.map(({ id }) => id),
  );
  const findings = rows.flatMap((row) => findingsOf(row, events.get(row.id) ?? []));
  return { findings, next: rows.length < batchSize ? null : (rows.at(-1)?.id ?? null) };
};

const told = {
  id: deletions.id,
  storeId: deletions.storeId,
  operation: deletions.operation,
  actor: deletions.actor,
  status: deletions.status,
  errorCode: deletions.errorCode,
  cutoffAt: deletions.cutoffAt,
  startedAt: deletions.startedAt,
  finishedAt: deletions.finishedAt,
  expectedCount: deletions.expectedCount,
  requestedCount: deletions.requestedCount,
  deletedCount: deletions.deletedCount,
  absentCount: deletions.absentCount,
  failedCount: deletions.failedCount,
  unknownCount: deletions.unknownCount,
  changedCount: deletions.changedCount,
  joinedCount: deletions.joinedCount,
  keptImmutableCount: deletions.keptImmutableCount,
  heldCount: deletions.heldCount,
  heldBesideCount: deletions.heldBesideCount,
};
type Row = Pick<typeof deletions.$inferSelect, keyof typeof told>;
type Event = { seq: number; kind: string; body: string; recordedAt: Date };

const eventsOf = async (snapshot: Queryable, ids: string[]): Promise<Map<string, Event[]>> => {
  const byDeletion = new Map<string, Event[]>();
  if (ids.length === 0) return byDeletion;
  const deletionId = sql<string>`${deletionIdIn(ledgerEvents.body)}`;
  const events = await snapshot
    .select({
      deletionId,
      seq: ledgerEvents.seq,
      kind: ledgerEvents.kind,
      body: ledgerEvents.body,
      recordedAt: ledgerEvents.recordedAt,
    })
    .from(ledgerEvents)
    // As the index ledger_events_deletion has it.
    .where(
      and(
        sql`(${ledgerEvents.kind} like 'deletion.%' or ${ledgerEvents.kind} like 'approval.%')`,
        sql`${deletionId} = any(${sql.param(ids)}::text[])`,
        inArray(ledgerEvents.kind, ["deletion.requested", ...endKinds]),
      ),
    )
    .orderBy(asc(ledgerEvents.seq));
  for (const event of events) {
    byDeletion.set(event.deletionId, [...(byDeletion.get(event.deletionId) ?? []), event]);
  }
  return byDeletion;
};

const findingsOf = (row: Row, events: readonly Event[]): Finding[] => {
  const requested = events.find(({ kind }) => kind === "deletion.requested");
  const ends = events.filter(({ kind }) => endKinds.includes(kind));
  const [first, last] = [ends.at(0), ends.at(-1)];
  const deletionId = row.id;
  const findings: Finding[] = [];
  if (requested === undefined) findings.push({ kind: "deletion_unrecorded", deletionId, missing: "request" });
  else {
    const { storeId, operation } = row;
    const wanted = { storeId, operation, cutoffAt: row.cutoffAt.toISOString(), actor: row.actor.id };
    findings.push(...differing(deletionId, requested, wanted));
  }
  if (row.finishedAt === null) {
    if (last !== undefined) findings.push({ kind: "deletion_not_ended", deletionId, seq: last.seq });
    return findings;
  }
  if (first === undefined || last === undefined) {
    findings.push({ kind: "deletion_unrecorded", deletionId, missing: "end" });
    return findings;
  }
  findings.push(...differing(deletionId, last, endOf(row)));
  if (first.recordedAt.getTime() !== row.finishedAt.getTime()) {
    findings.push({ kind: "deletion_differs", deletionId, seq: first.seq, fields: ["finishedAt"] });
  }
  return findings;
};

/** What the event of an end says, by what history says: see finishedBody in lib/deletions/server/record/deletion-events.ts. */
const endOf = ({
  id: _id,
  actor: _actor,
  cutoffAt: _cutoffAt,
  finishedAt: _at,
  startedAt,
  requestedCount,
  ...row
}: Row) => ({
  ...row,
  requestedCount: requestedCount ?? 0,
  startedAt: startedAt?.toISOString() ?? null,
});

/** Of what both say. An event of an earlier release says less; one whose body was ruined, nothing: that is the chain’s finding. */
const differing = (
  deletionId: string,
  { seq, body: text }: Event,
  wanted: Record<string, string | number | null>,
): Finding[] => {
  const body = bodySchema.safeParse(parse(text)).data;
  if (body === undefined) return [];
  const fields = Object.entries(wanted).flatMap(([name, value]) => {
    const said = name === "actor" ? body.actor?.id : body[name];
    return said === undefined || said === value ? [] : [name];
  });
  return fields.length === 0 ? [] : [{ kind: "deletion_differs", deletionId, seq, fields }];
};

const bodySchema = z.object({ actor: z.object({ id: z.string() }).optional() }).loose();

const parse = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
};

/** The other way: deletions that the ledger tells of and that are not there. Each was requested, or the chain has a finding. */
const checkEvents = async (snapshot: Queryable, after: number): Promise<Page<number>> => {
  const events = await snapshot
    .select({ seq: ledgerEvents.seq, deletionId: sql<string | null>`${deletionIdIn(ledgerEvents.body)}` })
    .from(ledgerEvents)
    .where(and(gt(ledgerEvents.seq, after), eq(ledgerEvents.kind, "deletion.requested")))
    .orderBy(asc(ledgerEvents.seq))
    .limit(batchSize);
  const ids = events.map(({ deletionId }) => deletionId).filter((id) => z.uuid().safeParse(id).success);
  const rows =
    ids.length === 0
      ? []
      : await snapshot
          .select({ id: deletions.id })
          .from(deletions)
          .where(sql`${deletions.id} = any(${sql.param(ids)}::uuid[])`);
  const known = new Set(rows.map(({ id }) => id));
  return {
    findings: events.flatMap(({ seq, deletionId }): Finding[] =>
      deletionId === null || known.has(deletionId) ? [] : [{ kind: "deletion_missing", deletionId, seq }],
    ),
    next: events.length < batchSize ? null : (events.at(-1)?.seq ?? null),
  };
};
