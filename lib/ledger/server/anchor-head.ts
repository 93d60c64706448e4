import { and, desc, eq, isNull, sql } from "drizzle-orm";
import { ledgerAnchors, ledgerEvents } from "@/drizzle/schema/ledger";
import type { Database, Transaction } from "@/lib/database/server/database";
import type { AnchorSettings } from "@/lib/env/anchor-settings";
import type { Anchor, AnchorDestination, LedgerEvent } from "@/lib/ledger/types";
import { appendAnchor, findLastAnchor } from "./anchor-file";
import { findCheckpoint } from "./log/checkpoints";
import { postAnchor } from "./post-anchor";
import { findHead } from "./read-events";

/** One for all processes on a database: of two that write at once, one would be needless, or late. */
const anchorLock = 7_313_004;

export type AnchorResult =
  /** `errorCode` null: written. */
  | { kind: "tried"; seq: number; attempts: { destination: AnchorDestination; errorCode: string | null }[] }
  | { kind: "unmoved" }
  | { kind: "no_events" }
  | { kind: "busy" };

/**
 * Writes the ledger's head to every destination that does not have it yet, and keeps what became of it. `busy` when
 * another process is at it. Throws only when the database cannot be used.
 */
export const anchorHead = (input: {
  database: Database;
  settings: AnchorSettings;
  now: Date;
  signal: AbortSignal;
}): Promise<AnchorResult> =>
  input.database.transaction(async (transaction): Promise<AnchorResult> => {
    const { rows } = await transaction.execute<{ taken: boolean }>(
      sql`select pg_try_advisory_xact_lock(${anchorLock}) as taken`,
    );
    if (rows[0]?.taken !== true) return { kind: "busy" };
    const head = await findHead(transaction);
    if (head === null) return { kind: "no_events" };

    const checkpoint = await findCheckpoint(transaction);
    const anchor = {
      seq: head.seq,
      hash: head.hash.toString("hex"),
      anchoredAt: input.now.toISOString(),
      ...(checkpoint !== null && { checkpoint: checkpoint.note }),
    };
    const { file, url } = input.settings;
    const attempts = [
      await toFile(transaction, file, anchor),
      url === null ? null : await toUrl(transaction, url, anchor, input.signal),
    ].filter((attempt) => attempt !== null);
    if (attempts.length === 0) return { kind: "unmoved" };
    for (const attempt of attempts) await keep(transaction, attempt, head, input.now);
    return { kind: "tried", seq: head.seq, attempts };
  });

/** A destination that fails again and again is one entry with the time of the last attempt, and does not hide the others. */
const keep = async (
  transaction: Transaction,
  { destination, errorCode }: Attempt,
  { seq, hash }: LedgerEvent,
  anchoredAt: Date,
): Promise<void> => {
  const [last] = await transaction
    .select({ id: ledgerAnchors.id, seq: ledgerAnchors.seq, errorCode: ledgerAnchors.errorCode })
    .from(ledgerAnchors)
    .where(eq(ledgerAnchors.destination, destination))
    .orderBy(desc(ledgerAnchors.id))
    .limit(1);
  if (errorCode !== null && last?.seq === seq && last.errorCode === errorCode) {
    await transaction.update(ledgerAnchors).set({ hash, anchoredAt }).where(eq(ledgerAnchors.id, last.id));
  } else {
    await transaction.insert(ledgerAnchors).values({ destination, errorCode, seq, hash, anchoredAt });
  }
};

type Attempt = { destination: AnchorDestination; errorCode: string | null };

/** Null when the file has this head already: the file itself is asked, as every machine may have one of its own. */
const toFile = async (transaction: Transaction, path: string, anchor: Anchor): Promise<Attempt | null> => {
  try {
    const last = await findLastAnchor(path);
    if (last?.seq === anchor.seq && last.hash === anchor.hash) return null;
    // Written also when it contradicts, so that what comes next is anchored; the old lines go on telling.
    await appendAnchor(path, anchor);
    const isAgreed = last === null || (await agrees(transaction, last));
    return { destination: "file", errorCode: isAgreed ? null : "contradicts_last" };
  } catch (error) {
    if (!isFileError(error)) throw error;
    return { destination: "file", errorCode: error.code };
  }
};

const toUrl = async (
  transaction: Transaction,
  url: string,
  anchor: Anchor,
  signal: AbortSignal,
): Promise<Attempt | null> => {
  const [sent] = await transaction
    .select({ seq: ledgerAnchors.seq, hash: ledgerAnchors.hash })
    .from(ledgerAnchors)
    .where(and(eq(ledgerAnchors.destination, "url"), isNull(ledgerAnchors.errorCode)))
    .orderBy(desc(ledgerAnchors.id))
    .limit(1);
  if (sent?.seq === anchor.seq && sent.hash.toString("hex") === anchor.hash) return null;
  const errorCode = await postAnchor(url, anchor, signal);
  // Lethe itself was stopped: nothing is wrong with the destination.
  return errorCode === "stopped" ? null : { destination: "url", errorCode };
};

/** Whether the last anchored event is still there: an alarm that does not wait for a verification. */
const agrees = async (transaction: Transaction, last: Anchor): Promise<boolean> => {
  const [event] = await transaction
    .select({ hash: ledgerEvents.hash })
    .from(ledgerEvents)
    .where(eq(ledgerEvents.seq, last.seq));
  return event?.hash.toString("hex") === last.hash;
};

type FileError = Error & { code: string };
const isFileError = (error: unknown): error is FileError =>
  error instanceof Error && "syscall" in error && "code" in error && typeof error.code === "string";
