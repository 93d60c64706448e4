import { eq } from "drizzle-orm";
import type { Context } from "@/lib/access/context";
import { canBecome } from "@/lib/deletions/status";
import { residualCountOf } from "@/lib/deletions/verification";
import { storeIdSchema } from "@/lib/stores/store-id-schema";
import { deletionIdSchema } from "@/lib/deletions/deletion-id";
import { recordEvent } from "@/lib/ledger/server/record-event";
import type { Actor } from "@/lib/access/types";
import type { MemoryStore } from "@/lib/stores/types";
import { deletions } from "@/drizzle/schema/deletions";
import { deleterOf } from "../deleter-of";
import { changeStatus } from "../record/change-status";
import { correctedBody, verifiedBody } from "../record/deletion-events";
import { digestKeyOf } from "../record/digest-keys";
import { endStatusOf } from "../run/end-status";
import { itemsDigest } from "../record/items-digest";
import { lockInTurn, type LeasedDeletion } from "../run/lease";
import { readBack, type ReadBack } from "./read-back";
import { settleUnknown } from "../remote/correct-items";
import { lookForCopies } from "../residue/look-for-copies";
import { copiesPause, inSeconds, needsReview } from "./review-schedule";

type VerifyContext = Pick<Context, "database" | "secret" | "now">;
type Transaction = Parameters<Parameters<Context["database"]["transaction"]>[0]>[0];

/**
 * Reads back a deletion that has ended, and its copies; what it finds takes the place of what was found before, which the
 * ledger keeps. What could not be known at its end is put right by it: items, counts and status change, with an event of
 * their own beside the one that told of the end. `mustBeChecked`: writes nothing down unless each memory could be looked for.
 * Returns whether they could. Throws an outage.
 */
export const verifyEnded = async (
  ctx: VerifyContext,
  store: MemoryStore,
  row: LeasedDeletion,
  { actor, signal, mustBeChecked }: { actor: Actor; signal: AbortSignal; mustBeChecked: boolean },
): Promise<boolean> => {
  const { database } = ctx;
  const found = await readBack({ database, deleter: deleterOf(database, store), signal }, row, [], ctx.now());
  signal.throwIfAborted();
  const { verification } = found;
  const isChecked = verification.checks.some(
    ({ check, outcome }) => check === "ids" && (outcome === "verified_absent" || outcome === "residual"),
  );
  if (mustBeChecked && !isChecked) return false;
  const looked = { remembered: found.remembered, at: ctx.now() };
  const copies = await lookForCopies({ database, store }, { ...row, verification }, looked);
  await database.transaction(async (transaction) => {
    const locked = await lockInTurn(transaction, deletionIdSchema.parse(row.id));
    if (locked === undefined) throw new Error("A deletion is never removed.");
    const at = ctx.now();
    await transaction
      .update(deletions)
      .set({
        verification,
        ...(copies === null ? {} : { copies }),
        // What was back and is gone is no alarm any more. That more is back is for who tells of it to write down.
        ...(isChecked && {
          returnedCount: Math.min(
            locked.returnedCount,
            residualCountOf({ storeId: storeIdSchema.parse(row.storeId), verification }),
          ),
        }),
      })
      .where(eq(deletions.id, row.id));
    await recordEvent(transaction, {
      kind: "deletion.verified",
      body: verifiedBody({ ...locked, copies: copies ?? locked.copies }, actor, verification),
      at,
    });
    await correct(ctx, transaction, { ...locked, copies: copies ?? locked.copies }, found, { actor, at });
  });
  return isChecked;
};

/** Settles what was unknown, and lets the status follow. */
const correct = async (
  { secret }: Pick<VerifyContext, "secret">,
  transaction: Transaction,
  before: LeasedDeletion,
  found: ReadBack,
  { actor, at }: { actor: Actor; at: Date },
): Promise<void> => {
  const { goneCount, stayedCount } =
    before.unknownCount === 0
      ? { goneCount: 0, stayedCount: 0 }
      : await settleUnknown(transaction, { deletionId: before.id, cursorSeq: before.cursorSeq }, found);
  const counted = {
    ...before,
    verification: found.verification,
    deletedCount: before.deletedCount + goneCount,
    failedCount: before.failedCount - goneCount,
    unknownCount: before.unknownCount - goneCount - stayedCount,
  };
  const wanted = endStatusOf(counted, before.errorCode);
  const status = canBecome(before.status, wanted) ? wanted : before.status;
  const errorCode = status === "completed" ? null : before.errorCode;
  const after = { ...counted, status, errorCode };
  const { deletedCount, failedCount, unknownCount } = counted;
  await transaction
    .update(deletions)
    .set({
      deletedCount,
      failedCount,
      unknownCount,
      ...(needsReview(after) ? {} : { reviewAt: inSeconds(copiesPause(after, at)) }),
    })
    .where(eq(deletions.id, before.id));
  if (status !== before.status) await changeStatus(transaction, before, status, { errorCode });
  if (status === before.status && goneCount + stayedCount === 0) return;
  const digest = await itemsDigest(transaction, digestKeyOf(secret, before.digestSalt, "items digest"), {
    id: deletionIdSchema.parse(before.id),
    itemCount: before.requestedCount ?? 0,
    cursorSeq: before.cursorSeq,
  });
  await recordEvent(transaction, {
    kind: "deletion.corrected",
    body: correctedBody(before, after, actor, digest),
    at,
  });
};
