import { eq, isNull, sql } from "drizzle-orm";
import { deletions } from "@/drizzle/schema/deletions";
import { journalFindings, journalLostDeletions, journalStatus } from "@/drizzle/schema/journal";
import { memories } from "@/drizzle/schema/memories";
import type { Context } from "@/lib/access/context";
import type { Transaction } from "@/lib/database/server/database";
import type { JournalFacts } from "@/lib/journal/types";
import { readCheckpoint } from "@/lib/ledger/log/checkpoint";
import { readHolds } from "@/lib/holds/server/read-holds";
import { beginLog } from "@/lib/ledger/server/log/begin-log";
import { findOrigin } from "@/lib/ledger/server/log/checkpoints";
import { readKept } from "@/lib/ledger/server/log/kept-checkpoint";
import { lockLog } from "@/lib/ledger/server/log/produce-checkpoint";
import { recordEvent } from "@/lib/ledger/server/record-event";
import { forgetRestored } from "@/lib/ledger/server/restored";
import { compileHeld } from "@/lib/stores/sql/compile-held";
import { builtinStoreId } from "@/lib/stores/store-ids";
import { forgetGone, lockStatus } from "./check-journal";

/** `host`: in the name of the log that begins. The others: where the last checkpoint of the one before is kept. */
export type ReplaySettings = { host: string; dataDir: string; anchorFile: string };

export type ReplayEnded =
  /** Nothing is being erased again, or it is under way. */
  | { kind: "nothing" }
  /** It has ended, and memories that were erased are still there: the database stays closed. */
  | { kind: "incomplete"; leftCount: number }
  | { kind: "ended"; origin: string };

/**
 * Ends what requestReplay began, as soon as its deletion has ended: looks that nothing of what was erased is left but what is held, writes that down in
 * the ledger, and begins a new log, whose name follows the last checkpoint of the one before, since that has gone on otherwise than the
 * restored ledger knows. Then the database is in use again. Safe to call at any time, from any process.
 */
export const endReplay = async (
  ctx: Pick<Context, "actor" | "database" | "now">,
  settings: ReplaySettings,
): Promise<ReplayEnded> => {
  const ended = await ctx.database.transaction(async (transaction): Promise<ReplayEnded> => {
    const status = await lockStatus(transaction);
    if (status?.state !== "replaying") return { kind: "nothing" };
    const deletion = await findDeletion(transaction, status.replayDeletionId);
    if (deletion !== null && deletion.finishedAt === null) return { kind: "nothing" };
    const { leftCount, heldCount } = await countLeft(transaction);
    if (leftCount > 0) {
      await transaction
        .update(journalStatus)
        .set({ state: "restored", facts: { ...status.facts, backCount: leftCount } });
      return { kind: "incomplete", leftCount };
    }
    // The row holds what checkJournal wrote.
    const facts = status.facts as JournalFacts | null;
    const origin = await beginNextLog(transaction, status.lastCheckpoint, settings, ctx.now());
    const at = ctx.now();
    await recordEvent(transaction, {
      kind: "journal.replayed",
      body: {
        actor: { kind: ctx.actor.kind, id: ctx.actor.id },
        deletionId: status.replayDeletionId,
        lostDeletionCount: facts?.lostDeletionCount ?? 0,
        lostErasedCount: facts?.lostErasedCount ?? 0,
        deletedCount: deletion?.deletedCount ?? 0,
        heldCount,
        changedCount: facts?.changedCount ?? 0,
        origin: origin.name,
        previousCheckpoint: origin.previousCheckpoint,
      },
      at,
    });
    await transaction
      .update(journalLostDeletions)
      .set({ replayedAt: at })
      .where(isNull(journalLostDeletions.replayedAt));
    // What is left is held, and told of until it is deleted as well.
    await forgetGone(transaction);
    await transaction.update(journalStatus).set({
      state: "sound",
      facts: facts === null ? null : { ...facts, backCount: heldCount },
      lastCheckpoint: null,
      restoredAt: null,
      checkedAt: at,
    });
    return { kind: "ended", origin: origin.name };
  });
  if (ended.kind !== "nothing") forgetRestored(ctx.database);
  return ended;
};

const findDeletion = async (transaction: Transaction, id: string | null) => {
  if (id === null) return null;
  const [row] = await transaction
    .select({ finishedAt: deletions.finishedAt, deletedCount: deletions.deletedCount })
    .from(deletions)
    .where(eq(deletions.id, id));
  return row ?? null;
};

/** What is held stays, as it should. */
const countLeft = async (transaction: Transaction): Promise<{ leftCount: number; heldCount: number }> => {
  const holds = await readHolds(transaction, { storeId: builtinStoreId });
  const isHeld = compileHeld(holds.map(({ filter }) => filter));
  const { rows } = await transaction.execute<{ left: string; held: string }>(sql`
    select count(*) filter (where not ${isHeld}) as left, count(*) filter (where ${isHeld}) as held
    from ${journalFindings} as finding
    join ${memories} on ${memories.id} = finding.memory_id and ${memories.storedAt} <= finding.cutoff_at
    where finding.store_id = ${builtinStoreId}`);
  return { leftCount: Number(rows[0]?.left), heldCount: Number(rows[0]?.held) };
};

/** The last checkpoint is the one of the journal, or a later one that is kept beside it. */
const beginNextLog = async (
  transaction: Transaction,
  fromJournal: string | null,
  settings: ReplaySettings,
  at: Date,
): Promise<{ name: string; previousCheckpoint: string | null }> => {
  await lockLog(transaction);
  const origin = await findOrigin(transaction);
  const kept = origin === null ? null : await readKept(origin, settings);
  const known = [...(kept?.checkpoints.map(({ note }) => note) ?? []), fromJournal].filter(
    (note) => note !== null,
  );
  // The journal's may be of a log that followed the one of this database, and then it is the later one.
  const isOfOther = fromJournal !== null && readCheckpoint(fromJournal)?.checkpoint.origin !== origin;
  const previousCheckpoint = isOfOther
    ? fromJournal
    : (known.toSorted((a, b) => sizeOf(b) - sizeOf(a))[0] ?? null);
  return {
    name: await beginLog(transaction, { host: settings.host, previousCheckpoint, at }),
    previousCheckpoint,
  };
};

const sizeOf = (note: string): number => readCheckpoint(note)?.checkpoint.size ?? 0;
