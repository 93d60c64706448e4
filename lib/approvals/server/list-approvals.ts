import { and, count, desc, eq, gt, isNull, not, or, sql, type SQL } from "drizzle-orm";
import type { Context } from "@/lib/access/context";
import { requirePermission } from "@/lib/access/require-permission";
import { can } from "@/lib/access/types";
import {
  approvalIdSchema,
  type Approval,
  type ApprovalId,
  type ApprovalPage,
  type WaitingCount,
} from "@/lib/approvals/types";
import { ExpectedError } from "@/lib/errors/expected-error";
import { readSafetyRule } from "@/lib/safety/server/read-rule";
import { approvals } from "@/drizzle/schema/approvals";
import { deletions } from "@/drizzle/schema/deletions";
import { approvalsFrom } from "./approval-row";

const pageSize = 50;

/** More cannot reasonably wait at once; the newest are shown. */
const openMax = 200;

/**
 * Requests for approval: on the first page all that are open (to be decided, or approved and still to be made), then the others,
 * newest first. Who cannot decide sees their own. Throws not_permitted, not_found (`after`).
 */
export const listApprovals = async (
  ctx: Context,
  { after }: { after: ApprovalId | null },
): Promise<ApprovalPage> => {
  requirePermission(ctx.actor, "memories:delete");
  const isOpen = openAt(ctx.now());
  const order = [desc(approvals.requestedAt), desc(approvals.id)] as const;
  const open =
    after === null
      ? await ctx.database
          .select()
          .from(approvals)
          .where(and(visibleTo(ctx), isOpen))
          .orderBy(...order)
          .limit(openMax)
      : [];
  const closed = await ctx.database
    .select()
    .from(approvals)
    .where(
      and(
        visibleTo(ctx),
        not(isOpen),
        after === null
          ? undefined
          : sql`(${approvals.requestedAt}, ${approvals.id}) < (
              select requested_at, id from ${approvals} as last where last.id = ${after}::uuid)`,
      ),
    )
    .orderBy(...order)
    .limit(pageSize + 1);
  const page = closed.slice(0, pageSize);
  const last = page.at(-1);
  return {
    approvals: await approvalsFrom(ctx, [...open, ...page]),
    nextAfter: closed.length > pageSize && last !== undefined ? approvalIdSchema.parse(last.id) : null,
  };
};

/** One of them. Throws not_permitted, not_found. */
export const getApproval = async (ctx: Context, { id }: { id: ApprovalId }): Promise<Approval> => {
  requirePermission(ctx.actor, "memories:delete");
  const rows = await ctx.database
    .select()
    .from(approvals)
    .where(and(visibleTo(ctx), eq(approvals.id, id)));
  const [approval] = await approvalsFrom(ctx, rows);
  if (approval === undefined) {
    throw new ExpectedError("not_found", "There is no request for approval with this ID.");
  }
  return approval;
};

/** The request for approval of a deletion; null when there is none that the one who asks may see. Throws not_permitted. */
export const findApprovalOf = async (
  ctx: Context,
  { deletionId }: { deletionId: string },
): Promise<Approval | null> => {
  requirePermission(ctx.actor, "memories:delete");
  const rows = await ctx.database
    .select()
    .from(approvals)
    .where(and(visibleTo(ctx), eq(approvals.deletionId, deletionId)));
  return (await approvalsFrom(ctx, rows))[0] ?? null;
};

/** How many requests the one who asks could decide now, for beside the navigation. Throws not_permitted. */
export const countWaiting = async (ctx: Context): Promise<WaitingCount> => {
  requirePermission(ctx.actor, "memories:delete");
  const { isOn } = await readSafetyRule(ctx.database);
  const [any] = await ctx.database
    .select({ id: approvals.id })
    .from(approvals)
    .where(visibleTo(ctx))
    .limit(1);
  const isShown = isOn || any !== undefined;
  if (!isShown || ctx.actor.kind === "system" || !can(ctx.actor.role, "approvals:decide"))
    return { toDecide: 0, isShown };
  const [row] = await ctx.database
    .select({ value: count() })
    .from(approvals)
    .leftJoin(deletions, eq(deletions.id, approvals.deletionId))
    .where(
      and(
        isNull(approvals.decision),
        gt(approvals.expiresAt, ctx.now()),
        sql`${approvals.requesterId} is distinct from ${ctx.actor.id}`,
        or(isNull(approvals.deletionId), eq(deletions.status, "waiting")),
      ),
    );
  return { toDecide: row?.value ?? 0, isShown };
};

/** What is still to be done: decided, or, of a change that was approved, made. */
const openAt = (now: Date): SQL =>
  sql`(${approvals.expiresAt} > ${now.toISOString()}::timestamptz and (${approvals.decision} is null
    or (${approvals.decision} = 'approved' and ${approvals.deletionId} is null and ${approvals.usedAt} is null)))`;

const visibleTo = ({ actor }: Context): SQL | undefined =>
  actor.kind === "system" || can(actor.role, "approvals:decide")
    ? undefined
    : or(eq(approvals.requesterId, actor.id), sql`${approvals.requestedBy} ->> 'id' = ${actor.id}`);
