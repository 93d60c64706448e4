import { and, asc, eq, inArray, isNull, lt, or, sql, type SQL } from "drizzle-orm";
import type { Database, Transaction } from "@/lib/database/server/database";
import { setLocally } from "@/lib/database/server/set-locally";
import { type DeletionId, deletionIdSchema } from "@/lib/deletions/deletion-id";
import { deletions } from "@/drizzle/schema/deletions";
import { changeStatus } from "../record/change-status";
import { stepSettings } from "./step-settings";

/** Keeps these locks apart from others that are made of an id. */
const turnSeed = 7_313_006;

/** A runner's time-limited right to work on a deletion. A new `owner` for each claim: no two runs can share a lease. */
export type Lease = { deletionId: DeletionId; owner: string; seconds: number };

export type LeasedDeletion = typeof deletions.$inferSelect;

/** The run no longer holds its lease: another runner has taken over, or the deletion was paused or cancelled. */
export class LeaseLostError extends Error {
  override readonly name = "LeaseLostError";
}

/**
 * Takes the oldest deletion that waits, or whose runner has let its lease run out, and returns it as it was before; null
 * when there is none. Times of leases are the database's, so that processes with different clocks agree; `now` only dates the start.
 */
export const claimDeletion = async (
  database: Database,
  input: { owner: string; leaseSeconds: number; now: Date },
): Promise<LeasedDeletion | null> =>
  database.transaction(async (transaction) => {
    await setLocally(transaction, stepSettings);
    const [row] = await transaction
      .select()
      .from(deletions)
      .where(
        and(
          isNull(deletions.finishedAt),
          inArray(deletions.status, ["queued", "running", "verifying"]),
          or(isNull(deletions.leaseExpiresAt), lt(deletions.leaseExpiresAt, sql`clock_timestamp()`)),
        ),
      )
      .orderBy(asc(deletions.createdAt))
      .limit(1)
      .for("update", { skipLocked: true });
    if (row === undefined) return null;
    const lease = { leaseOwner: input.owner, leaseExpiresAt: secondsFromNow(input.leaseSeconds) };
    if (row.status !== "queued") {
      await transaction.update(deletions).set(lease).where(eq(deletions.id, row.id));
    } else {
      await changeStatus(transaction, row, "running", { ...lease, startedAt: row.startedAt ?? input.now });
    }
    return row;
  });

/**
 * Locks the deletion's row until the transaction ends and returns it, in turn: a run takes this lock again and again, and
 * a pause or cancel comes between two batches however quickly one follows the other. The row's lock alone keeps
 * no order: Postgres lets a newcomer lock the version that a batch has just written before it wakes who waited for it.
 */
export const lockInTurn = async (
  transaction: Transaction,
  id: DeletionId,
): Promise<LeasedDeletion | undefined> => {
  await transaction.execute(sql`select pg_advisory_xact_lock(hashtextextended(${id}, ${turnSeed}))`);
  const [row] = await transaction.select().from(deletions).where(eq(deletions.id, id)).for("update");
  return row;
};

/**
 * The same for a run; throws LeaseLostError when the deletion is no longer its own. Every write of a run happens under
 * this lock. Pausing and cancelling take the lease away, or changes the status.
 */
export const lockLeased = async (transaction: Transaction, lease: Lease): Promise<LeasedDeletion> => {
  const row = await lockInTurn(transaction, lease.deletionId);
  if (row?.leaseOwner !== lease.owner) throw new LeaseLostError();
  if (row.status !== "running" && row.status !== "verifying") throw new LeaseLostError();
  return row;
};

/** Throws LeaseLostError when the deletion is no longer the run's own; locks nothing, for one that only waits. */
export const requireLease = async (database: Database, lease: Lease): Promise<void> => {
  const [row] = await database
    .select({ leaseOwner: deletions.leaseOwner, status: deletions.status })
    .from(deletions)
    .where(eq(deletions.id, lease.deletionId));
  if (row?.leaseOwner !== lease.owner || row.status !== "running") throw new LeaseLostError();
};

/** Makes the lease last again. Does not wait: while the row is locked, this run or its successor is at work on it. */
export const extendLease = async (database: Database, lease: Lease): Promise<void> =>
  setExpiry(database, lease, { leaseExpiresAt: secondsFromNow(lease.seconds) });

/** Gives the deletion back, to the first runner that comes, after `afterSeconds` (so that a failing one is not retried in a rush). */
export const releaseLease = async (database: Database, lease: Lease, afterSeconds = 0): Promise<void> =>
  setExpiry(
    database,
    lease,
    afterSeconds === 0
      ? { leaseOwner: null, leaseExpiresAt: null }
      : { leaseExpiresAt: secondsFromNow(afterSeconds) },
  );

/** Writes down what a deletion waits for, until it gets on. */
export const noteWaiting = async (database: Database, lease: Lease, errorCode: string): Promise<void> =>
  database.transaction(async (transaction) => {
    await lockLeased(transaction, lease);
    await transaction.update(deletions).set({ errorCode }).where(eq(deletions.id, lease.deletionId));
  });

export const secondsFromNow = (seconds: number): SQL =>
  sql`clock_timestamp() + make_interval(secs => ${seconds}::double precision)`;

const setExpiry = async (
  database: Database,
  lease: Lease,
  changes: { leaseOwner?: null; leaseExpiresAt: SQL | null },
): Promise<void> => {
  const mine = database
    .select({ id: deletions.id })
    .from(deletions)
    .where(and(eq(deletions.id, lease.deletionId), eq(deletions.leaseOwner, lease.owner)))
    .for("update", { skipLocked: true });
  await database.update(deletions).set(changes).where(inArray(deletions.id, mine));
};

/** Reads the id that `Lease` wants from a row. */
export const leaseOn = (row: { id: string }, owner: string, seconds: number): Lease => ({
  deletionId: deletionIdSchema.parse(row.id),
  owner,
  seconds,
});
