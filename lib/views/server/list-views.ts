import { and, eq, getTableColumns, or, sql } from "drizzle-orm";
import type { Context } from "@/lib/access/context";
import type { Actor } from "@/lib/access/types";
import { requirePermission } from "@/lib/access/require-permission";
import { ExpectedError } from "@/lib/errors/expected-error";
import { ownViewsMax, sharedViewsMax } from "@/lib/views/limits";
import type { ListedView, SavedView, ViewId } from "@/lib/views/types";
import { members } from "@/drizzle/schema/members";
import { savedViews } from "@/drizzle/schema/saved-views";
import { listedViewFrom, savedViewFrom } from "./view-row";

/** The member's own views and those of others that are shared, by name. What they look for is not among it. Throws not_permitted. */
export const listViews = async (ctx: Context): Promise<ListedView[]> => {
  const { actor } = ctx;
  requirePermission(actor, "memories:read");
  const { id, name, storeId, isShared, ownerId } = getTableColumns(savedViews);
  const rows = await ctx.database
    .select({ id, name, storeId, isShared, ownerId, ownerLabel: members.email })
    .from(savedViews)
    .innerJoin(members, eq(members.id, ownerId))
    .where(isSeenBy(actor))
    .orderBy(sql`lower(${name})`, id)
    .limit(ownViewsMax + sharedViewsMax);
  return rows.map((row) => listedViewFrom(actor, row));
};

/**
 * A view with all that it keeps. Throws not_permitted; not_found also of another member's private one. The system is shown any, as
 * it acts for what was made of a view.
 */
export const getView = async (ctx: Context, id: ViewId): Promise<SavedView> => {
  const { actor } = ctx;
  requirePermission(actor, "memories:read");
  const { ownerId } = savedViews;
  const [row] = await ctx.database
    .select({ ...getTableColumns(savedViews), ownerLabel: members.email })
    .from(savedViews)
    .innerJoin(members, eq(members.id, ownerId))
    .where(and(eq(savedViews.id, id), isSeenBy(actor)));
  if (row === undefined) throw viewNotFound();
  return savedViewFrom(actor, ctx.secret, row);
};

/** As `getView`; null where there is none, or none that this member sees. */
export const findView = async (ctx: Context, id: ViewId): Promise<SavedView | null> => {
  try {
    return await getView(ctx, id);
  } catch (error) {
    if (error instanceof ExpectedError && error.code === "not_found") return null;
    throw error;
  }
};

/** The condition of `seesView`, for a query. */
const isSeenBy = (actor: Actor) => {
  switch (actor.kind) {
    case "member":
      return or(savedViews.isShared, eq(savedViews.ownerId, actor.id));
    case "api-key":
    case "rule":
      return eq(savedViews.isShared, true);
    case "system":
      return undefined;
  }
};

export const viewNotFound = () =>
  new ExpectedError("not_found", "This view was deleted, or is not shared with you.");
