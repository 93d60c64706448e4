import { eq } from "drizzle-orm";
import type { Context } from "@/lib/access/context";
import type { Deletion } from "@/lib/deletions/types";
import type { DeletionId } from "@/lib/deletions/deletion-id";
import { isVerifiable } from "@/lib/deletions/verification";
import { ExpectedError } from "@/lib/errors/expected-error";
import { requirePermission } from "@/lib/access/require-permission";
import { getStoreOfDeletion } from "@/lib/stores/server/get-store";
import { storeIdSchema } from "@/lib/stores/store-id-schema";
import { deletions } from "@/drizzle/schema/deletions";
import { getDeletion } from "../history/get-deletion";
import { requireOwnKind } from "../record/require-own-kind";
import { verifyEnded } from "./verify-ended";

/**
 * Verifies a deletion that has ended, be it cancelled or failed, once more, and puts right what could not be known at its
 * end: see verifyEnded. No words of its texts are remembered any more, so that search is not checked. Returns the deletion;
 * throws not_permitted, not_found (also of its store), wrong_status.
 */
export const verifyDeletion = async (ctx: Context, { id }: { id: DeletionId }): Promise<Deletion> => {
  requirePermission(ctx.actor, "memories:delete");
  const [row] = await ctx.database.select().from(deletions).where(eq(deletions.id, id));
  if (row === undefined) throw new ExpectedError("not_found", "There is no deletion with this ID.");
  requireOwnKind(ctx.actor, row);
  if (!isVerifiable(row)) {
    throw new ExpectedError(
      "wrong_status",
      `Only a deletion that has ended, after reaching at least one memory, can be verified. This one is ${row.status}.`,
    );
  }
  const store = await getStoreOfDeletion(ctx, storeIdSchema.parse(row.storeId));
  const { signal } = new AbortController();
  await verifyEnded(ctx, store, row, { actor: ctx.actor, signal, mustBeChecked: false });
  return getDeletion(ctx, id);
};
