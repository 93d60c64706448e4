import { eq } from "drizzle-orm";
import type { Context } from "@/lib/access/context";
import type { Copies } from "@/lib/deletions/copies";
import { recordEvent } from "@/lib/ledger/server/record-event";
import { deletions } from "@/drizzle/schema/deletions";
import { copiesPause, inSeconds, needsReview } from "../verify/review-schedule";
import { copiesCheckedBody, isSameOfCopies } from "../record/deletion-events";
import { copiesOf } from "../record/row-json";

/**
 * Notes what was found of a deletion's copies in its row, with when they are looked for again, and in the ledger when it is not what was
 * last found.
 */
export const noteCopies = (
  ctx: Pick<Context, "database" | "actor" | "now">,
  row: typeof deletions.$inferSelect,
  copies: Copies,
): Promise<void> =>
  ctx.database.transaction(async (transaction) => {
    const reviewAt = needsReview(row) ? row.reviewAt : inSeconds(copiesPause({ ...row, copies }, ctx.now()));
    await transaction.update(deletions).set({ copies, reviewAt }).where(eq(deletions.id, row.id));
    if (isSameOfCopies(copiesOf(row), copies)) return;
    await recordEvent(transaction, {
      kind: "deletion.copies-checked",
      body: copiesCheckedBody(row, ctx.actor, copies),
      at: ctx.now(),
    });
  });
