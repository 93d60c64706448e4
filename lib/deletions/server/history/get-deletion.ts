import { and, eq } from "drizzle-orm";
import type { Context } from "@/lib/access/context";
import type { Deletion } from "@/lib/deletions/types";
import type { DeletionId } from "@/lib/deletions/deletion-id";
import { ExpectedError } from "@/lib/errors/expected-error";
import { requirePermission } from "@/lib/access/require-permission";
import { deletions } from "@/drizzle/schema/deletions";
import { reachedDeletions } from "./reached-deletions";
import { deletionColumns, deletionFrom } from "./deletion-row";

/** One deletion as it stands now. Throws not_permitted, not_found. */
export const getDeletion = async (ctx: Context, id: DeletionId): Promise<Deletion> => {
  requirePermission(ctx.actor, "deletions:read");
  const [row] = await ctx.database
    .select(deletionColumns)
    .from(deletions)
    .where(and(eq(deletions.id, id), reachedDeletions(ctx)));
  if (row === undefined) throw new ExpectedError("not_found", "There is no deletion with this ID.");
  return deletionFrom(ctx, row);
};
