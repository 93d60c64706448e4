import { and, eq, gt, isNull, sql } from "drizzle-orm";
import type { Context } from "@/lib/access/context";
import type { Transaction } from "@/lib/database/server/database";
import { ExpectedError } from "@/lib/errors/expected-error";
import type { Permit, PermitRequest } from "@/lib/safety/types";
import { approvals } from "@/drizzle/schema/approvals";
import { permitDigest } from "./permit-digest";
import { lockSafetyRule, readSafetyRule } from "./read-rule";
import { askForApproval } from "./record-approval";

type Asker = Pick<Context, "actor" | "database" | "now">;

/** Keeps these locks apart from others that are made of a digest. */
const permitSeed = 7_313_012;

/**
 * Asked before the transaction of a change that needs a second person: null while the rule is off, or the permit of the same
 * actor for exactly this change, to be used up by `usePermit`. Without one, asks for it, once, and throws approval_required.
 * The machine's own commands never get one: who has the machine can turn the rule off, which the ledger shows.
 */
export const requirePermit = async (ctx: Asker, request: PermitRequest): Promise<Permit | null> => {
  if (!(await readSafetyRule(ctx.database)).isOn) return null;
  if (ctx.actor.kind === "system") {
    throw new ExpectedError(
      "approval_required",
      "While the second-person rule is on, another admin has to approve this. Do it in Lethe's settings, or turn the rule off first: npm run safety -- off",
    );
  }
  const permit = await ctx.database.transaction((transaction) => findOrAsk(transaction, ctx, request));
  if (permit !== null) return permit;
  throw approvalRequired();
};

/**
 * Uses a permit up, in the transaction of the change. Throws approval_required when it was used or has expired meanwhile, and
 * for null when the rule was turned on meanwhile.
 */
export const usePermit = async (transaction: Transaction, permit: Permit | null): Promise<void> => {
  const { isOn } = await lockSafetyRule(transaction, "share");
  if (permit === null) {
    if (isOn)
      throw approvalRequired("The second-person rule was just turned on. Try again to ask for approval.");
    return;
  }
  const used = await transaction
    .update(approvals)
    .set({ usedAt: sql`clock_timestamp()` })
    .where(and(eq(approvals.id, permit.id), isUsable()))
    .returning({ id: approvals.id });
  if (used.length === 0) {
    throw approvalRequired("The approval was used already, or has expired. Try again to ask for a new one.");
  }
};

/** Approved, not used, and not expired by the database's clock. */
const isUsable = () =>
  and(
    eq(approvals.decision, "approved"),
    isNull(approvals.usedAt),
    gt(approvals.expiresAt, sql`clock_timestamp()`),
  );

/** The permit, or null after it was asked for, now or before. */
const findOrAsk = async (
  transaction: Transaction,
  ctx: Asker,
  request: PermitRequest,
): Promise<Permit | null> => {
  const { actor } = ctx;
  const changeDigest = permitDigest(request);
  // One request for one change, also when it comes twice at once.
  await transaction.execute(
    sql`select pg_advisory_xact_lock(hashtextextended(${actor.id + changeDigest}, ${permitSeed}))`,
  );
  const mine = and(
    eq(approvals.kind, request.kind),
    eq(approvals.changeDigest, changeDigest),
    eq(sql`${approvals.requestedBy} ->> 'id'`, actor.id),
  );
  const [usable] = await transaction
    .select({ id: approvals.id })
    .from(approvals)
    .where(and(mine, isUsable()))
    .limit(1);
  if (usable !== undefined) return usable;
  const [waiting] = await transaction
    .select({ id: approvals.id })
    .from(approvals)
    .where(and(mine, isNull(approvals.decision), gt(approvals.expiresAt, sql`clock_timestamp()`)))
    .limit(1);
  if (waiting !== undefined) return null;
  const subject = { ...request, changeDigest };
  await askForApproval(transaction, { subject, actor, at: ctx.now() });
  return null;
};

const approvalRequired = (
  message = "Another admin has to approve this. You can do it as soon as it is approved.",
): ExpectedError => new ExpectedError("approval_required", message);
