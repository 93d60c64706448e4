import { and, asc, eq, isNull, lte } from "drizzle-orm";
import type { Context } from "@/lib/access/context";
import { requirePermission } from "@/lib/access/require-permission";
import { requireRecentSignIn } from "@/lib/access/server/require-recent-sign-in";
import type { ApprovalId, DeclineInput } from "@/lib/approvals/types";
import type { Database, Transaction } from "@/lib/database/server/database";
import { setLocally } from "@/lib/database/server/set-locally";
import { deletionIdSchema } from "@/lib/deletions/deletion-id";
import { endCancelled } from "@/lib/deletions/server/end-cancelled";
import { changeStatus } from "@/lib/deletions/server/record/change-status";
import { letheActor } from "@/lib/deletions/server/record/lethe-actor";
import { lockInTurn, type LeasedDeletion } from "@/lib/deletions/server/run/lease";
import { declinedErrorCode, expiredErrorCode } from "@/lib/deletions/types";
import { ExpectedError } from "@/lib/errors/expected-error";
import { settleApproval } from "@/lib/safety/server/record-approval";
import { approvals } from "@/drizzle/schema/approvals";
import { members } from "@/drizzle/schema/members";

type Row = typeof approvals.$inferSelect;
type Deciding = { row: Row; deletion: LeasedDeletion | null; at: Date };

const lockSecondsMax = 20;

/**
 * Approves a deletion, which then goes on with what it has frozen, or a change, which the one who asked can then make once.
 * Throws not_permitted (not an admin who is a member; who asked), reauthentication_required, not_found, and wrong_status (decided,
 * expired, or not frozen yet).
 */
export const approve = async (ctx: Context, { id }: { id: ApprovalId }): Promise<void> => {
  requirePermission(ctx.actor, "approvals:decide");
  requireRecentSignIn(ctx);
  return decide(ctx, id, async (transaction, { row, deletion, at }) => {
    if (deletion !== null) {
      await changeStatus(transaction, deletion, "queued", {
        leaseOwner: null,
        leaseExpiresAt: null,
        errorCode: null,
      });
    }
    const count = deletion?.requestedCount ?? undefined;
    await settleApproval(transaction, row, { decision: "approved", by: ctx.actor, at, count });
  });
};

/** Declines it: a deletion is cancelled, and has deleted nothing. Throws as `approve` does, without asking who it is again. */
export const decline = async (ctx: Context, { id, reason }: DeclineInput): Promise<void> => {
  requirePermission(ctx.actor, "approvals:decide");
  return decide(ctx, id, async (transaction, { row, deletion, at }) => {
    if (deletion !== null) {
      const ended = { secret: ctx.secret, by: ctx.actor, at, errorCode: declinedErrorCode };
      await endCancelled(transaction, deletion, ended);
    }
    await settleApproval(transaction, row, { decision: "declined", by: ctx.actor, at, reason });
  });
};

/** Of two who decide at once one waits for the other, and is told. */
const decide = async (
  ctx: Context,
  id: ApprovalId,
  change: (transaction: Transaction, deciding: Deciding) => Promise<void>,
): Promise<void> => {
  if (ctx.actor.kind !== "member") {
    throw new ExpectedError("not_permitted", "Only members can approve or decline, in the console.");
  }
  const deletionId = await deletionOf(ctx.database, id);
  const isExpired = await ctx.database.transaction(async (transaction) => {
    await setLocally(transaction, { lock_timeout: `${lockSecondsMax}s` });
    await requireActiveAdmin(transaction, ctx.actor.id);
    const { row, deletion } = await lockApproval(transaction, { id, deletionId });
    refuseDecided(row);
    const at = ctx.now();
    if (row.expiresAt <= at) return true;
    if (ctx.actor.id === row.requesterId || ctx.actor.id === row.requestedBy.id) {
      throw new ExpectedError(
        "not_permitted",
        "You asked for this, or created the API key that did, so another admin has to decide.",
      );
    }
    if (deletion !== null && deletion.status !== "waiting") {
      throw new ExpectedError(
        "wrong_status",
        "Its memories are still being selected, so it cannot be decided yet. Try again in a moment.",
      );
    }
    await change(transaction, { row, deletion, at });
    return false;
  });
  if (!isExpired) return;
  await expire(ctx, { id, deletionId });
  throw new ExpectedError("wrong_status", "This request has expired, so it can no longer be decided.");
};

type Expiring = Pick<Context, "now" | "secret"> & { database: Database };

/** Ends what was not decided in time: deletions are cancelled. Returns how many requests it ended. */
export const expireApprovals = async (ctx: Expiring): Promise<number> => {
  const due = await ctx.database
    .select({ id: approvals.id, deletionId: approvals.deletionId })
    .from(approvals)
    .where(and(isNull(approvals.decision), lte(approvals.expiresAt, ctx.now())))
    .orderBy(asc(approvals.expiresAt))
    .limit(expiredAtOnceMax);
  let count = 0;
  for (const each of due) if (await expire(ctx, each)) count++;
  return count;
};
const expiredAtOnceMax = 500;

/** Whether it did: it may have been decided a moment before, and a deletion that is being frozen is left until that is done. */
const expire = async (
  { database, now, secret }: Expiring,
  subject: { id: string; deletionId: string | null },
): Promise<boolean> =>
  database.transaction(async (transaction) => {
    await setLocally(transaction, { lock_timeout: `${lockSecondsMax}s` });
    const { row, deletion } = await lockApproval(transaction, subject);
    const at = now();
    if (row.decision !== null || row.expiresAt > at) return false;
    if (deletion !== null) {
      if (!["waiting", "queued", "paused"].includes(deletion.status)) return false;
      await endCancelled(transaction, deletion, { secret, by: letheActor, at, errorCode: expiredErrorCode });
    }
    await settleApproval(transaction, row, { decision: "expired", by: letheActor, at });
    return true;
  });

const deletionOf = async (database: Database, id: string): Promise<string | null> => {
  const [row] = await database
    .select({ deletionId: approvals.deletionId })
    .from(approvals)
    .where(eq(approvals.id, id));
  if (row === undefined)
    throw new ExpectedError("not_found", "There is no request for approval with this ID.");
  return row.deletionId;
};

/** The deletion before its approval: whoever ends a deletion takes the locks in this order. */
export const lockApproval = async (
  transaction: Transaction,
  { id, deletionId }: { id: string; deletionId: string | null },
): Promise<{ row: Row; deletion: LeasedDeletion | null }> => {
  const deletion =
    deletionId === null ? null : await lockInTurn(transaction, deletionIdSchema.parse(deletionId));
  const [row] = await transaction.select().from(approvals).where(eq(approvals.id, id)).for("update");
  if (row === undefined || deletion === undefined) throw new Error("An approval, or its deletion, is gone.");
  return { row, deletion };
};

/** Someone who was disabled or demoted a moment ago decides nothing more. */
const requireActiveAdmin = async (transaction: Transaction, memberId: string): Promise<void> => {
  const [member] = await transaction
    .select({ id: members.id })
    .from(members)
    .where(and(eq(members.id, memberId), eq(members.role, "admin"), isNull(members.disabledAt)))
    .for("share");
  if (member === undefined) {
    throw new ExpectedError("not_permitted", "Only an active admin can approve or decline.");
  }
};

export const refuseDecided = ({ decision, decidedBy }: Row): void => {
  if (decision === null) return;
  const who = decidedBy === null || decision === "expired" ? "" : ` by ${decidedBy.label}`;
  throw new ExpectedError(
    "wrong_status",
    decision === "expired" ? "This request has expired." : `This was already ${decision}${who}.`,
  );
};
