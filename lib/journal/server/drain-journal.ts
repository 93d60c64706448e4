import { and, asc, desc, inArray, isNotNull, isNull, sql } from "drizzle-orm";
import { union } from "drizzle-orm/pg-core";
import { journalOutbox, journalStatus } from "@/drizzle/schema/journal";
import { ledgerOrigins } from "@/drizzle/schema/ledger-log";
import type { Database, Queryable, Transaction } from "@/lib/database/server/database";
import type { JournalSettings } from "@/lib/env/journal-settings";
import { findCheckpoint } from "@/lib/ledger/server/log/checkpoints";
import { appendLines, dropOldParts } from "./journal-file";
import { linesOf, type LineFrame } from "./lines-of";
import { postLines } from "./post-lines";
import { pruneLostDeletions } from "./prune-lost-deletions";

/** One for all processes on a database: of two that write at once, one would write everything twice. */
const journalLock = 7_313_033;

/** Rows of the outbox in one pass: up to a thousand memories each, 55 kB a line. */
const rowsMax = 64;

export type DrainInput = {
  database: Database;
  secret: string;
  settings: Pick<JournalSettings, "file" | "url" | "months">;
  now: () => Date;
  signal: AbortSignal;
};

/** `unsigned`: the ledger has no name yet, to which lines could be bound. `busy`: another process is at it. */
export type Drained = { kind: "busy" | "unsigned" } | { kind: "drained"; lineCount: number; isDone: boolean };

/**
 * Writes to the journal what deletions have done since, at each place that does not have it yet: to the file, synced, and to the URL.
 * A row of the outbox goes when all places have it. What fails is kept in journal_status, and tried again the next time. A line may be
 * written twice, after a crash; it says the same. Throws only when the database cannot be used.
 */
export const drainJournal = async (input: DrainInput): Promise<Drained> => {
  let lineCount = 0;
  for (;;) {
    input.signal.throwIfAborted();
    const pass = await drainOnce(input);
    if (pass.kind !== "drained") return pass;
    lineCount += pass.lineCount;
    if (pass.isDone || pass.lineCount === 0) return { ...pass, lineCount };
  }
};

const drainOnce = async (input: DrainInput): Promise<Drained> => {
  const { database, now } = input;
  if (!(await hasWork(database))) return { kind: "drained", lineCount: 0, isDone: true };
  const rowIds = await listWaiting(database);
  await flushEarlierCommits(database);
  return database.transaction(async (transaction): Promise<Drained> => {
    const { rows } = await transaction.execute<{ taken: boolean }>(
      sql`select pg_try_advisory_xact_lock(${journalLock}) as taken`,
    );
    if (rows[0]?.taken !== true) return { kind: "busy" };
    const origins = await listOrigins(transaction);
    if (origins.length === 0) return { kind: "unsigned" };
    const checkpoint = (await findCheckpoint(transaction))?.note ?? null;
    const frame = { secret: input.secret, origins, checkpoint, now: now(), rowIds };
    const toFile = await writeToFile(transaction, input, frame);
    const toUrl = await writeToUrl(transaction, input, frame);
    await dropWritten(transaction, input.settings.url !== null);
    await noteAttempts(transaction, { toFile, toUrl, at: frame.now });
    return {
      kind: "drained",
      lineCount: toFile.count + toUrl.count,
      isDone: !(await hasWork(transaction)),
    };
  });
};

/** The names of the log, the present one first. */
export const listOrigins = async (database: Queryable): Promise<string[]> => {
  const rows = await database
    .select({ origin: ledgerOrigins.origin })
    .from(ledgerOrigins)
    .orderBy(desc(ledgerOrigins.id));
  return rows.map(({ origin }) => origin);
};

const hasWork = async (database: Queryable): Promise<boolean> => {
  const { rows } = await database.execute<{ has: boolean }>(
    sql`select exists (select from ${journalOutbox}) as has`,
  );
  return rows[0]?.has === true;
};

/** The rows that come next, at either place. */
const listWaiting = async (database: Queryable): Promise<number[]> => {
  const rows = await union(
    nextRows(database, journalOutbox.fileWrittenAt),
    nextRows(database, journalOutbox.urlWrittenAt),
  );
  return rows.map(({ id }) => id);
};

const nextRows = (
  database: Queryable,
  column: typeof journalOutbox.fileWrittenAt | typeof journalOutbox.urlWrittenAt,
) =>
  database
    .select({ id: journalOutbox.id })
    .from(journalOutbox)
    .where(isNull(column))
    .orderBy(asc(journalOutbox.id))
    .limit(rowsMax);

/**
 * The batches of a deletion are committed without waiting for the disk (step-settings.ts). The journal must not tell of one that a
 * crash of the machine undoes: a commit that waits has everything before it written.
 */
const flushEarlierCommits = (database: Database): Promise<void> =>
  database.transaction(async (transaction) => {
    await transaction.execute(sql`set local synchronous_commit = on`);
    await transaction
      .insert(journalStatus)
      .values({ id: 1 })
      .onConflictDoUpdate({ target: journalStatus.id, set: { id: 1 } });
  });

type Attempt = { count: number; wasTried: boolean; errorCode: string | null };
const notTried: Attempt = { count: 0, wasTried: false, errorCode: null };

/** Of these, those that the place does not have. */
const missingAt = async (
  transaction: Transaction,
  column: typeof journalOutbox.fileWrittenAt | typeof journalOutbox.urlWrittenAt,
  rowIds: readonly number[],
): Promise<number[]> => {
  const rows = await transaction
    .select({ id: journalOutbox.id })
    .from(journalOutbox)
    .where(and(isNull(column), inArray(journalOutbox.id, [...rowIds])))
    .orderBy(asc(journalOutbox.id))
    .limit(rowsMax);
  return rows.map(({ id }) => id);
};

/** `rowIds`: what had been committed before everything earlier was brought to the disk. */
type PassFrame = LineFrame & { rowIds: readonly number[] };

const writeToFile = async (
  transaction: Transaction,
  { settings, secret }: DrainInput,
  frame: PassFrame,
): Promise<Attempt> => {
  const ids = await missingAt(transaction, journalOutbox.fileWrittenAt, frame.rowIds);
  if (ids.length === 0) return notTried;
  const lines = await linesOf(transaction, ids, frame);
  const errorCode = await codeOf(async () => {
    if (lines.length > 0) await appendLines(settings.file, lines, { now: frame.now });
  });
  if (errorCode !== null) return { count: 0, wasTried: true, errorCode };
  // What cannot be removed is told, and no reason to write all of it again.
  const keptCode = await codeOf(async () => {
    await dropOldParts(settings.file, { months: settings.months, now: frame.now });
    await pruneLostDeletions(transaction, { ...settings, secret, now: frame.now });
  });
  await transaction
    .update(journalOutbox)
    .set({ fileWrittenAt: frame.now })
    .where(inArray(journalOutbox.id, ids));
  return { count: ids.length, wasTried: true, errorCode: keptCode };
};

/** Null when it was done, or the system's code. */
const codeOf = async (work: () => Promise<unknown>): Promise<string | null> => {
  try {
    await work();
    return null;
  } catch (error) {
    if (!isFileError(error)) throw error;
    return error.code;
  }
};

const writeToUrl = async (
  transaction: Transaction,
  { settings, signal }: DrainInput,
  frame: PassFrame,
): Promise<Attempt> => {
  if (settings.url === null) return notTried;
  const ids = await missingAt(transaction, journalOutbox.urlWrittenAt, frame.rowIds);
  if (ids.length === 0) return notTried;
  const lines = await linesOf(transaction, ids, frame);
  const errorCode = lines.length === 0 ? null : await postLines(settings.url, lines, signal);
  // Lethe itself was stopped: nothing is wrong with the receiver.
  if (errorCode === "stopped") return notTried;
  if (errorCode !== null) return { count: 0, wasTried: true, errorCode };
  await transaction
    .update(journalOutbox)
    .set({ urlWrittenAt: frame.now })
    .where(inArray(journalOutbox.id, ids));
  return { count: ids.length, wasTried: true, errorCode: null };
};

const dropWritten = async (transaction: Transaction, hasUrl: boolean): Promise<void> => {
  await transaction
    .delete(journalOutbox)
    .where(
      and(isNotNull(journalOutbox.fileWrittenAt), hasUrl ? isNotNull(journalOutbox.urlWrittenAt) : undefined),
    );
};

const noteAttempts = async (
  transaction: Transaction,
  { toFile, toUrl, at }: { toFile: Attempt; toUrl: Attempt; at: Date },
): Promise<void> => {
  const changes = {
    ...(toFile.wasTried && { fileTriedAt: at, fileErrorCode: toFile.errorCode }),
    ...(toUrl.wasTried && { urlTriedAt: at, urlErrorCode: toUrl.errorCode }),
  };
  if (Object.keys(changes).length > 0) await transaction.update(journalStatus).set(changes);
};

type FileError = Error & { code: string };
const isFileError = (error: unknown): error is FileError =>
  error instanceof Error && "syscall" in error && "code" in error && typeof error.code === "string";
