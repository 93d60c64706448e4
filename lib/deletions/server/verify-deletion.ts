import { eq } from "drizzle-orm";
import type { Context } from "@/lib/context";
import type { Deletion, DeletionId } from "@/lib/deletions/types";
import { isVerifiable } from "@/lib/deletions/verification";
import { ExpectedError } from "@/lib/errors/expected-error";
import { recordEvent } from "@/lib/ledger/server/record-event";
import { requirePermission } from "@/lib/members/require-permission";
import { getStoreOfDeletion } from "@/lib/stores/server/get-store";
import { storeIdSchema } from "@/lib/stores/types";
import { deletions } from "@/drizzle/schema/deletions";
import { verifiedBody } from "./deletion-events";
import { getDeletion } from "./get-deletion";
import { readBack } from "./read-back";

/**
 * Verifies a deletion that has ended, be it cancelled or failed, once more: what it finds takes the place of what was found
 * before, which the ledger keeps.
 * The deletion's status stays, as it tells of its end. Nobody remembers words of its texts any more, so that search is
 * not checked. Returns the deletion; throws not_permitted, not_found (also of its store), wrong_status.
 */
export const verifyDeletion = async (ctx: Context, { id }: { id: DeletionId }): Promise<Deletion> => {
  requirePermission(ctx.actor, "memories:delete");
  const [row] = await ctx.database.select().from(deletions).where(eq(deletions.id, id));
  if (row === undefined) throw new ExpectedError("not_found", "There is no deletion with this id.");
  if (!isVerifiable(row)) {
    throw new ExpectedError(
      "wrong_status",
      `Only a deletion that has ended, and not before its first memory, can be verified. This one is ${row.status}.`,
    );
  }
  const store = await getStoreOfDeletion(ctx, storeIdSchema.parse(row.storeId));
  const at = ctx.now();
  const { signal } = new AbortController();
  const { verification } = await readBack({ database: ctx.database, store, signal }, row, [], at);
  await ctx.database.transaction(async (transaction) => {
    await transaction.update(deletions).set({ verification }).where(eq(deletions.id, id));
    await recordEvent(transaction, {
      kind: "deletion.verified",
      body: verifiedBody(row, ctx.actor, verification),
      at,
    });
  });
  return getDeletion(ctx, id);
};
