import { and, eq, isNotNull } from "drizzle-orm";
import type { Context } from "@/lib/access/context";
import { requirePermission } from "@/lib/access/require-permission";
import { setLocally } from "@/lib/database/server/set-locally";
import type { DeletionId } from "@/lib/deletions/deletion-id";
import type { Deletion } from "@/lib/deletions/types";
import { ExpectedError } from "@/lib/errors/expected-error";
import { recordEvent } from "@/lib/ledger/server/record-event";
import { approvals } from "@/drizzle/schema/approvals";
import { deletions } from "@/drizzle/schema/deletions";
import { getDeletion } from "../history/get-deletion";
import { lockInTurn } from "../run/lease";
import { textErasedBody } from "./deletion-events";

const lockSecondsMax = 20;

/**
 * Erases the reason and the ticket of a deletion for good, and why it was declined; the ledger, which holds a commitment to them only, stays as it is and
 * records that they were erased. Of one that has neither nothing is changed. Returns the deletion; throws not_permitted, not_found,
 * wrong_status (it has not ended).
 */
export const eraseText = async (ctx: Context, { id }: { id: DeletionId }): Promise<Deletion> => {
  requirePermission(ctx.actor, "deletions:erase-text");
  await ctx.database.transaction(async (transaction) => {
    await setLocally(transaction, { lock_timeout: `${lockSecondsMax}s` });
    const row = await lockInTurn(transaction, id);
    if (row === undefined) throw new ExpectedError("not_found", "There is no deletion with this ID.");
    if (row.finishedAt === null)
      throw new ExpectedError("wrong_status", "Reason and ticket can be erased when the deletion has ended.");
    const declined = await transaction
      .update(approvals)
      .set({ reason: null })
      .where(and(eq(approvals.deletionId, id), isNotNull(approvals.reason)))
      .returning({ id: approvals.id });
    if (row.reason === null && row.ticket === null && declined.length === 0) return;
    const at = ctx.now();
    await transaction
      .update(deletions)
      .set({ reason: null, ticket: null, textErasedAt: at })
      .where(eq(deletions.id, id));
    await recordEvent(transaction, {
      kind: "deletion.text-erased",
      body: textErasedBody(row, ctx.actor),
      at,
    });
  });
  return getDeletion(ctx, id);
};
