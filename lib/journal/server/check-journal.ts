import { eq, isNull, sql } from "drizzle-orm";
import { deletions } from "@/drizzle/schema/deletions";
import { journalFindings, journalLostDeletions, journalStatus } from "@/drizzle/schema/journal";
import { memories } from "@/drizzle/schema/memories";
import type { Database, Transaction } from "@/lib/database/server/database";
import { setLocally } from "@/lib/database/server/set-locally";
import { letheActor } from "@/lib/deletions/server/record/lethe-actor";
import type { JournalFacts, JournalState } from "@/lib/journal/types";
import { readCheckpoint, type Checkpoint } from "@/lib/ledger/log/checkpoint";
import { isSameHash } from "@/lib/ledger/log/hash";
import { findRoot } from "@/lib/ledger/server/log/find-root";
import { findHead } from "@/lib/ledger/server/read-events";
import { recordEvent } from "@/lib/ledger/server/record-event";
import { forgetRestored } from "@/lib/ledger/server/restored";
import { builtinStoreId } from "@/lib/stores/store-ids";
import { listOrigins } from "./drain-journal";
import { readJournal, sizeOfJournal } from "./journal-file";
import { parseLine, type JournalLine } from "./journal-line";
import { noteFindings } from "./note-findings";

/** One for all processes on a database: each comparison begins the findings anew. */
const checkLock = 7_313_032;

/** What is read of the journal at a start. Whatever a restored backup lacks is what was written last. */
const tailBytes = 8 * 1024 * 1024;
const linesAtOnce = 200;

/** Just restored, a table has no statistics, and a join would read all of it for each line: ids are looked up instead. */
const lookUpSettings = { enable_hashjoin: "off", enable_mergejoin: "off", random_page_cost: "1.1" };

export type CheckInput = {
  database: Database;
  /** LETHE_SECRET. */
  secret: string;
  /** The journal's file, or one that is given in its place, such as what LETHE_JOURNAL_URL has received. */
  file: string;
  now: () => Date;
  /** Reads the whole journal, also when its end tells of nothing missing. */
  isThorough: boolean;
};

export type Checked = { state: JournalState; facts: JournalFacts; wasFoundNow: boolean };

/**
 * Compares database and journal: whether the journal tells of erasures that the database does not know, as it is an older one, put back.
 * Keeps what it finds, for all processes: the state, the deletions that are lost, and which of the memories they erased are in the
 * built-in store again. Lines of a log that this database does not know, and lines that were not written with this secret, count and do
 * nothing else. Throws when the file cannot be read, or the database not be used.
 */
export const checkJournal = async (input: CheckInput): Promise<Checked> => {
  const checked = await input.database.transaction(async (transaction) => {
    await transaction.execute(sql`select pg_advisory_xact_lock(${checkLock})`);
    const before = await findState(transaction);
    // What is being erased again is compared again when that has ended.
    if (before.state === "replaying" && before.facts !== null) {
      return { state: before.state, facts: before.facts, wasFoundNow: false };
    }
    await setLocally(transaction, lookUpSettings);
    const isQuick =
      !input.isThorough && before.state === "sound" && (await sizeOfJournal(input.file)) > tailBytes;
    const { state } = before;
    let found = await compare(transaction, input, { state, bytes: isQuick ? tailBytes : null });
    if (isQuick && stateOf(found.facts) !== "sound")
      found = await compare(transaction, input, { state, bytes: null });
    return keep(transaction, input, before, found);
  });
  forgetRestored(input.database);
  return checked;
};

type Before = { state: JournalState; facts: JournalFacts | null };

const findState = async (transaction: Transaction): Promise<Before> => {
  const [row] = await transaction
    .select({ state: journalStatus.state, facts: journalStatus.facts })
    .from(journalStatus);
  return { state: row?.state ?? "sound", facts: (row?.facts ?? null) as JournalFacts | null };
};

const stateOf = (facts: JournalFacts): JournalState => {
  const { lostDeletionCount, signedSize, headSeq, otherRootSize = 0 } = facts;
  if (lostDeletionCount > 0 || signedSize > headSeq || otherRootSize > 0) return "restored";
  return facts.lineCount === 0 && facts.foreignCount > 0 ? "foreign" : "sound";
};

type Found = { facts: JournalFacts; lastCheckpoint: string | null };

/** Reads the journal, or its last bytes, and writes down which deletions are lost and what of them is back. */
const compare = async (
  transaction: Transaction,
  { secret, file }: CheckInput,
  { state, bytes }: { state: JournalState; bytes: number | null },
): Promise<Found> => {
  // What a sound database has of them, holds kept when the rest was erased again: it is told of for as long as it is there.
  await (state === "sound" ? forgetGone(transaction) : transaction.delete(journalFindings));
  await transaction.delete(journalLostDeletions).where(isNull(journalLostDeletions.replayedAt));
  const origins = await listOrigins(transaction);
  const counts = { lineCount: 0, unreadableCount: 0, unsignedCount: 0, foreignCount: 0 };
  const newest = newestCheckpoint(origins);
  let pending: JournalLine[] = [];
  const flush = async () => {
    await noteFindings(transaction, { secret, lines: await lostOf(transaction, pending) });
    pending = [];
  };
  for await (const text of readJournal(file, bytes === null ? null : { tailBytes: bytes })) {
    const read = parseLine(secret, text);
    if (read.outcome === "unreadable") counts.unreadableCount++;
    else if (read.outcome === "unsigned") counts.unsignedCount++;
    else if (!read.line.origins.some((origin) => origins.includes(origin))) counts.foreignCount++;
    else {
      counts.lineCount++;
      newest.add(read.line);
      pending.push(read.line);
      if (pending.length >= linesAtOnce) await flush();
    }
  }
  await flush();
  const head = await findHead(transaction);
  return {
    facts: {
      ...counts,
      ...(await countLost(transaction)),
      headSeq: head?.seq ?? 0,
      signedSize: newest.size(),
      otherRootSize: await findOtherRoot(transaction, newest.ofPresent()),
    },
    lastCheckpoint: newest.note(),
  };
};

/**
 * Drops the findings of memories that are not there any more, or were stored anew since. The memories stand in a query of their own:
 * compared one by one, those of a cluster cannot be.
 */
export const forgetGone = async (transaction: Transaction): Promise<void> => {
  await transaction.execute(sql`
    delete from ${journalFindings} where store_id = ${builtinStoreId} and memory_id in (
      select finding.memory_id from ${journalFindings} as finding
      left join ${memories} as memory on memory.id = finding.memory_id and memory.stored_at <= finding.cutoff_at
      where finding.store_id = ${builtinStoreId} and memory.id is null)`);
};

/**
 * The largest checkpoint that the journal names, of the present log, or of one that follows it and that this database does not know:
 * then it is from before that one began.
 */
const newestCheckpoint = (origins: readonly string[]) => {
  let largest: { size: number; note: string } | null = null;
  let ofPresent: Checkpoint | null = null;
  return {
    add: ({ checkpoint: note, origins: named }: JournalLine) => {
      const checkpoint = note === null ? null : (readCheckpoint(note)?.checkpoint ?? null);
      if (note === null || checkpoint === null) return;
      const isLater = !origins.includes(named[0] ?? "");
      if (!isLater && checkpoint.origin !== origins[0]) return;
      if (checkpoint.size >= (largest?.size ?? 0)) largest = { size: checkpoint.size, note };
      if (checkpoint.origin === origins[0] && checkpoint.size >= (ofPresent?.size ?? 0))
        ofPresent = checkpoint;
    },
    size: () => largest?.size ?? 0,
    note: () => largest?.note ?? null,
    ofPresent: () => ofPresent,
  };
};

/**
 * The size of this checkpoint when the ledger's first events are others than those that it signed: an older database that has grown
 * past it since, or one that was rewritten. 0 when they are the same, or when the tree has not come so far.
 */
const findOtherRoot = async (transaction: Transaction, signed: Checkpoint | null): Promise<number> => {
  if (signed === null) return 0;
  const root = await findRoot(transaction, signed.size);
  return root === null || isSameHash(root, signed.root) ? 0 : signed.size;
};

/** Of these lines, those whose deletion the database does not have, or not as far; and that were not erased again already. */
const lostOf = async (transaction: Transaction, lines: readonly JournalLine[]): Promise<JournalLine[]> => {
  if (lines.length === 0) return [];
  const { rows } = await transaction.execute<{ place: number }>(sql`
    select line.place::integer as place
    from unnest(${sql.param(lines.map(({ deletionId }) => deletionId))}::uuid[], ${sql.param(lines.map(({ toSeq }) => toSeq))}::integer[])
      with ordinality as line (deletion_id, to_seq, place)
    where not exists (select from ${deletions} as deletion where deletion.id = line.deletion_id and deletion.cursor_seq >= line.to_seq)
      and not exists (select from ${journalLostDeletions} as lost
        where lost.deletion_id = line.deletion_id and lost.replayed_at is not null and lost.to_seq >= line.to_seq)
    order by line.place`);
  return rows.flatMap(({ place }) => lines[place - 1] ?? []);
};

const countLost = async (transaction: Transaction) => {
  const { rows } = await transaction.execute<Record<string, string>>(sql`
    select count(*) as lost, coalesce(sum(erased_count), 0) as erased,
      coalesce(sum(erased_count) filter (where store_id <> ${builtinStoreId}), 0) as remote,
      (select count(*) from ${journalFindings} where store_id = ${builtinStoreId}) as back,
      (select count(*) from ${journalFindings} where store_id = ${builtinStoreId} and is_changed) as changed
    from ${journalLostDeletions} where replayed_at is null`);
  const count = (name: string) => Number(rows[0]?.[name] ?? 0);
  return {
    lostDeletionCount: count("lost"),
    lostErasedCount: count("erased"),
    backCount: count("back"),
    changedCount: count("changed"),
    remoteErasedCount: count("remote"),
  };
};

const keep = async (
  transaction: Transaction,
  { now }: CheckInput,
  before: Before,
  { facts, lastCheckpoint }: Found,
): Promise<Checked> => {
  const at = now();
  // By itself a restored ledger grows past what was signed; it is another one all the same until a new log begins.
  const hasStayed = before.state === "restored" && stateOf(facts) !== "restored";
  const state = hasStayed ? "restored" : stateOf(facts);
  const wasFoundNow = state === "restored" && before.state !== "restored";
  const row = {
    state,
    facts,
    lastCheckpoint: state === "restored" ? (lastCheckpoint ?? sql`${journalStatus.lastCheckpoint}`) : null,
    checkedAt: at,
    ...(state === "restored" ? (wasFoundNow ? { restoredAt: at } : {}) : { restoredAt: null }),
  };
  await transaction
    .insert(journalStatus)
    .values({ id: 1, ...row })
    .onConflictDoUpdate({ target: journalStatus.id, set: row });
  if (wasFoundNow) {
    const { lostDeletionCount, lostErasedCount, backCount, headSeq, signedSize } = facts;
    await recordEvent(transaction, {
      kind: "journal.restored",
      body: {
        actor: { kind: letheActor.kind, id: letheActor.id },
        lostDeletionCount,
        lostErasedCount,
        backCount,
        headSeq,
        signedSize,
      },
      at,
    });
  }
  return { state, facts, wasFoundNow };
};

/** The status, locked until the transaction ends. */
export const lockStatus = async (
  transaction: Transaction,
): Promise<typeof journalStatus.$inferSelect | null> => {
  const [row] = await transaction.select().from(journalStatus).where(eq(journalStatus.id, 1)).for("update");
  return row ?? null;
};
