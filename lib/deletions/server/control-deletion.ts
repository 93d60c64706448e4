import type { Context } from "@/lib/access/context";
import type { Transaction } from "@/lib/database/server/database";
import { DatabaseError } from "@/lib/database/server/database-error";
import { setLocally } from "@/lib/database/server/set-locally";
import type { DeletionStatus } from "@/lib/deletions/status";
import type { Deletion } from "@/lib/deletions/types";
import type { DeletionId } from "../deletion-id";
import { ExpectedError } from "@/lib/errors/expected-error";
import { recordEvent } from "@/lib/ledger/server/record-event";
import { requirePermission } from "@/lib/access/require-permission";
import { type deletions } from "@/drizzle/schema/deletions";
import { withdrawApproval } from "./approval/close-approval";
import { endCancelled } from "./end-cancelled";
import { judgeResumed } from "./approval/judge-resumed";
import { changeStatus } from "./record/change-status";
import { controlledBody } from "./record/deletion-events";
import { getDeletion } from "./history/get-deletion";
import { requireOwnKind } from "./record/require-own-kind";
import { lockInTurn } from "./run/lease";
import { waitForBatch } from "./remote/batch-in-hand";

type Row = typeof deletions.$inferSelect;
type Input = { id: DeletionId };

const lockSecondsMax = 20;

/** How long a batch that a remote store has in hand is waited for, so that it is read back before the deletion ends. */
const batchSecondsMax = 20;
// What it waited for is no reason any more.
const noLease = { leaseOwner: null, leaseExpiresAt: null, errorCode: null };

/**
 * Stops a deletion that waits or runs, after the batch in hand, until it is resumed. Pausing a paused one changes nothing.
 * Returns the deletion; throws not_permitted, not_found, wrong_status, unavailable (a step that takes long is under way).
 */
export const pauseDeletion = (ctx: Context, { id }: Input): Promise<Deletion> =>
  control(ctx, id, async (transaction, row) => {
    if (row.status === "paused") return;
    refuseUnless(row, ["queued", "running"], "paused");
    await changeStatus(transaction, row, "paused", noLease);
    const body = controlledBody({ ...row, status: "paused" }, ctx.actor);
    await recordEvent(transaction, { kind: "deletion.paused", body, at: ctx.now() });
  });

/**
 * Lets a paused deletion go on where it stopped, as soon as a runner is free. Resuming one that is not paused any more and
 * has not ended changes nothing. Returns and throws like pauseDeletion.
 */
export const resumeDeletion = (ctx: Context, { id }: Input): Promise<Deletion> =>
  control(ctx, id, async (transaction, row) => {
    if (row.status === "queued" || row.status === "running") return;
    refuseUnless(row, ["paused"], "resumed");
    await judgeResumed(transaction, row, ctx.now());
    await changeStatus(transaction, row, "queued", noLease);
    const body = controlledBody({ ...row, status: "queued" }, ctx.actor);
    await recordEvent(transaction, { kind: "deletion.resumed", body, at: ctx.now() });
  });

/**
 * Ends a deletion for good, after the batch in hand: what is deleted stays deleted, and what was not reached is kept.
 * Cancelling a cancelled one changes nothing. Returns and throws like pauseDeletion.
 */
export const cancelDeletion = (ctx: Context, { id }: Input): Promise<Deletion> =>
  control(ctx, id, async (transaction, found) => {
    if (found.status === "cancelled") return;
    refuseUnless(found, ["queued", "running", "waiting", "paused"], "cancelled");
    const at = ctx.now();
    await endCancelled(transaction, found, { secret: ctx.secret, by: ctx.actor, at, errorCode: null });
    await withdrawApproval(transaction, { ...found, by: ctx.actor, at });
  });

/**
 * Changes a deletion under its lock, which a runner holds during a batch of the built-in store, and after the batch that a
 * remote store has in hand, as far as that can be waited for: the counts are those of whole batches, and the run whose lease
 * is taken away finds out before it begins another.
 */
const control = async (
  ctx: Context,
  id: DeletionId,
  change: (transaction: Transaction, row: Row) => Promise<void>,
): Promise<Deletion> => {
  requirePermission(ctx.actor, "memories:delete");
  const attempt = (waitsForBatch: boolean) =>
    ctx.database.transaction(async (transaction) => {
      if (waitsForBatch) {
        await setLocally(transaction, { lock_timeout: `${batchSecondsMax}s` });
        await waitForBatch(transaction, id);
      }
      await setLocally(transaction, { lock_timeout: `${lockSecondsMax}s` });
      const row = await lockInTurn(transaction, id);
      if (row === undefined) throw new ExpectedError("not_found", "There is no deletion with this ID.");
      requireOwnKind(ctx.actor, row);
      await change(transaction, row);
    });
  await attempt(true)
    .catch((error: unknown) => {
      if (isLockTimeout(error)) return attempt(false);
      throw error;
    })
    .catch((error: unknown) => {
      throw isLockTimeout(error) ? stillBusy() : error;
    });
  return getDeletion(ctx, id);
};

const refuseUnless = (row: Row, allowed: readonly DeletionStatus[], participle: string): void => {
  if (allowed.includes(row.status)) return;
  const why =
    row.finishedAt !== null
      ? `It has ended (${row.status})`
      : row.status === "verifying"
        ? "Its last batch is done, and it is being verified"
        : row.status === "waiting"
          ? "It is waiting for approval"
          : `It is ${row.status}`;
  throw new ExpectedError("wrong_status", `${why}, so it cannot be ${participle} any more.`);
};

/** https://www.postgresql.org/docs/current/errcodes-appendix.html: lock_not_available. */
const isLockTimeout = (error: unknown): boolean => error instanceof DatabaseError && error.code === "55P03";

const stillBusy = (): ExpectedError =>
  new ExpectedError(
    "unavailable",
    "The deletion is in the middle of a step that cannot be interrupted, so nothing was changed. Try again in a moment.",
  );
