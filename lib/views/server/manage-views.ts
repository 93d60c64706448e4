import { randomUUID } from "node:crypto";
import { and, count, eq, ne, sql } from "drizzle-orm";
import type { Context } from "@/lib/access/context";
import { requirePermission } from "@/lib/access/require-permission";
import type { Transaction } from "@/lib/database/server/database";
import { ExpectedError } from "@/lib/errors/expected-error";
import { ownViewsMax, sharedViewsMax } from "@/lib/views/limits";
import type { ChangeViewInput, CreateViewInput } from "@/lib/views/schema";
import type { ViewId } from "@/lib/views/types";
import { viewIdSchema } from "@/lib/views/view-id-schema";
import { members } from "@/drizzle/schema/members";
import { savedViews } from "@/drizzle/schema/saved-views";
import { viewNotFound } from "./list-views";
import { mayChangeView, sealedContent, seesView } from "./view-row";

/**
 * Keeps a view of the memories page for the member, or for all. Answers its id. Throws not_permitted; invalid_input where the
 * member has one of this name, or there are too many.
 */
export const createView = async (ctx: Context, input: CreateViewInput): Promise<ViewId> => {
  requirePermission(ctx.actor, "memories:read");
  if (ctx.actor.kind !== "member") throw new ExpectedError("not_permitted", "Views are for members.");
  const ownerId = ctx.actor.id;
  const id = randomUUID();
  await ctx.database.transaction(async (transaction) => {
    await lockOwner(transaction, ownerId);
    await refuseSameName(transaction, { ownerId, id, name: input.name });
    const ownCount = await transaction.$count(savedViews, eq(savedViews.ownerId, ownerId));
    if (ownCount >= ownViewsMax)
      throw new ExpectedError("invalid_input", `You can keep ${ownViewsMax} views. Delete one first.`);
    if (input.isShared) await refuseTooManyShared(transaction);
    const now = ctx.now();
    await transaction.insert(savedViews).values({
      id,
      ownerId,
      name: input.name,
      isShared: input.isShared,
      ...sealedContent(ctx.secret, id, input.content),
      createdAt: now,
      updatedAt: now,
    });
  });
  return viewIdSchema.parse(id);
};

/**
 * Gives a view another name, shares it or no longer, or has it keep something else. Throws not_permitted, not_found; wrong_status
 * when somebody else has changed it meanwhile; invalid_input as `createView`.
 */
export const changeView = async (ctx: Context, input: ChangeViewInput): Promise<void> => {
  requirePermission(ctx.actor, "memories:read");
  const { id, readAt, name, isShared, content } = input;
  await ctx.database.transaction(async (transaction) => {
    const row = await ownRow(ctx, transaction, id);
    if (row.updatedAt.toISOString() !== new Date(readAt).toISOString())
      throw new ExpectedError(
        "wrong_status",
        "This view was changed meanwhile. Load the page again to see how.",
      );
    if (name !== undefined) await refuseSameName(transaction, { ownerId: row.ownerId, id, name });
    if (isShared === true && !row.isShared) await refuseTooManyShared(transaction);
    await transaction
      .update(savedViews)
      .set({
        ...(name !== undefined && { name }),
        ...(isShared !== undefined && { isShared }),
        ...(content !== undefined && sealedContent(ctx.secret, id, content)),
        // Never the instant that others have read.
        updatedAt: new Date(Math.max(ctx.now().getTime(), row.updatedAt.getTime() + 1)),
      })
      .where(eq(savedViews.id, id));
  });
};

/** Forgets a view and what it looked for. Twice is once. Throws not_permitted. */
export const deleteView = async (ctx: Context, { id }: { id: ViewId }): Promise<void> => {
  requirePermission(ctx.actor, "memories:read");
  await ctx.database.transaction(async (transaction) => {
    const [row] = await transaction.select().from(savedViews).where(eq(savedViews.id, id)).for("update");
    // Of another member's private one nothing is told, not even that it is there.
    if (row === undefined || !seesView(ctx.actor, row)) return;
    requireChange(ctx, row);
    await transaction.delete(savedViews).where(eq(savedViews.id, id));
  });
};

/** The view's row, locked, and its owner's, which comes first as in `createView`. */
const ownRow = async (ctx: Context, transaction: Transaction, id: ViewId) => {
  const [seen] = await transaction
    .select({ ownerId: savedViews.ownerId })
    .from(savedViews)
    .where(eq(savedViews.id, id));
  if (seen === undefined) throw viewNotFound();
  await lockOwner(transaction, seen.ownerId);
  const [row] = await transaction.select().from(savedViews).where(eq(savedViews.id, id)).for("update");
  if (row === undefined || !seesView(ctx.actor, row)) throw viewNotFound();
  requireChange(ctx, row);
  return row;
};

const requireChange = (ctx: Context, row: { ownerId: string }): void => {
  if (!mayChangeView(ctx.actor, row))
    throw new ExpectedError("not_permitted", "Only who saved this view, or an admin, can change it.");
};

/** One change of a member's views at a time, so that names and numbers hold. */
const lockOwner = (transaction: Transaction, ownerId: string) =>
  transaction.select({ id: members.id }).from(members).where(eq(members.id, ownerId)).for("no key update");

const refuseSameName = async (
  transaction: Transaction,
  { ownerId, id, name }: { ownerId: string; id: string; name: string },
): Promise<void> => {
  const [other] = await transaction
    .select({ id: savedViews.id })
    .from(savedViews)
    .where(
      and(
        eq(savedViews.ownerId, ownerId),
        ne(savedViews.id, id),
        sql`lower(${savedViews.name}) = lower(${name})`,
      ),
    );
  if (other !== undefined) throw new ExpectedError("invalid_input", "There is a view of this name already.");
};

const refuseTooManyShared = async (transaction: Transaction): Promise<void> => {
  const [{ shared } = { shared: 0 }] = await transaction
    .select({ shared: count() })
    .from(savedViews)
    .where(eq(savedViews.isShared, true));
  if (shared >= sharedViewsMax)
    throw new ExpectedError("invalid_input", `At most ${sharedViewsMax} views are shared. Delete one first.`);
};
