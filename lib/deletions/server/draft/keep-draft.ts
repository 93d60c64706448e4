import { and, desc, eq, notInArray } from "drizzle-orm";
import type { Context } from "@/lib/access/context";
import { requirePermission } from "@/lib/access/require-permission";
import type { Selection } from "@/lib/deletions/types";
import { ExpectedError } from "@/lib/errors/expected-error";
import { selectionDrafts } from "@/drizzle/schema/selection-drafts";

/** Of one member: a few megabytes each. More than there are dialogs open at once. */
export const draftsMax = 20;

/**
 * Keeps a selection that is too long for an action, for the action that follows; only the newest `draftsMax` of a member are
 * kept. Answers the id by which that member finds it. Throws not_permitted.
 */
export const keepDraft = async (ctx: Context, selection: Selection): Promise<string> => {
  requirePermission(ctx.actor, "memories:delete");
  if (ctx.actor.kind !== "member") throw new ExpectedError("not_permitted", "Drafts are for members.");
  const memberId = ctx.actor.id;
  const [row] = await ctx.database
    .insert(selectionDrafts)
    .values({ memberId, selection })
    .returning({ id: selectionDrafts.id });
  if (row === undefined) throw new Error("An insert answered no row.");
  const newest = ctx.database
    .select({ id: selectionDrafts.id })
    .from(selectionDrafts)
    .where(eq(selectionDrafts.memberId, memberId))
    .orderBy(desc(selectionDrafts.createdAt))
    .limit(draftsMax);
  await ctx.database
    .delete(selectionDrafts)
    .where(and(eq(selectionDrafts.memberId, memberId), notInArray(selectionDrafts.id, newest)));
  return row.id;
};
