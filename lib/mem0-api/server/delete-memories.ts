import { randomUUID } from "node:crypto";
import { setTimeout as delay } from "node:timers/promises";
import type { Context } from "@/lib/access/context";
import { readDatabaseNow } from "@/lib/database/server/read-database-now";
import { deleteTogether } from "@/lib/deletions/server/group/delete-together";
import type { EndedDeletion } from "@/lib/deletions/server/group/run-group";
import { getDeletion } from "@/lib/deletions/server/history/get-deletion";
import { requestDeletion } from "@/lib/deletions/server/request/request-deletion";
import { isFinished } from "@/lib/deletions/status";
import type { Deletion, Selection } from "@/lib/deletions/types";
import type { DeletionId } from "@/lib/deletions/deletion-id";
import { ApiError } from "@/lib/mem0-api/api-error";
import type { MemoryId } from "@/lib/memories/types";
import { builtinStoreId } from "@/lib/stores/store-ids";

const waitSecondsMax = 30;

/**
 * Requests a deletion for an application, which sees no preview: it means what matches at this moment, however many they are.
 * Of what others delete before it is frozen nothing is left to take. Throws not_permitted, and invalid_input for no filter.
 */
export const requestNow = async (ctx: Context, selection: Selection): Promise<Deletion> => {
  const request = {
    storeId: builtinStoreId,
    cutoffAt: await readDatabaseNow(ctx),
    previewId: null,
    reason: null,
    ticket: null,
    idempotencyKey: randomUUID(),
  };
  const result = await requestDeletion(
    ctx,
    selection.kind === "listed"
      ? { ...request, selection, expectedCount: selection.ids.length }
      : { ...request, selection, expectedCount: null },
  );
  if (result.kind !== "requested") throw new Error("What confirms no number was not requested.");
  return result.deletion;
};

/**
 * Waits until a deletion has ended: Mem0 answers single and batch deletes only then. In the console it can be paused and
 * cancelled like any other. Throws 503 when it takes longer than a request may.
 */
export const untilFinished = async (ctx: Context, id: DeletionId): Promise<Deletion> => {
  const end = performance.now() + waitSecondsMax * 1000;
  for (let pauseMs = 5; performance.now() < end; pauseMs = Math.min(250, pauseMs * 1.5)) {
    await delay(pauseMs);
    const deletion = await getDeletion(ctx, id);
    if (isFinished(deletion.status)) return deletion;
  }
  throw new ApiError(503, {
    error: `The deletion was accepted and has not ended yet. Check event ${id}, and do not send it again.`,
  });
};

/**
 * Deletes one memory, in one group with what other requests delete at the same time. Answers how its own deletion ended.
 * Throws like requestNow and untilFinished.
 */
export const deleteOne = async (ctx: Context, id: MemoryId): Promise<EndedDeletion> => {
  const result = await deleteTogether(ctx, id);
  switch (result.kind) {
    case "ended":
      return result.deletion;
    case "goes_on":
      return untilFinished(ctx, result.id);
    case "not_requested":
      return untilFinished(ctx, (await requestNow(ctx, { kind: "listed", ids: [id] })).id);
  }
};

/** Of one memory: throws 409 when a hold covers it. */
export const refuseHeld = (deletion: Pick<EndedDeletion, "deletedCount" | "heldCount">): void => {
  if (deletion.deletedCount > 0 || deletion.heldCount === 0) return;
  throw onHold(0);
};

/** What refuses to delete a held memory; it may have been put on hold when others had been deleted with it already. */
export const onHold = (deletedCount: number): ApiError =>
  new ApiError(409, {
    error: `This memory is on hold and cannot be deleted. ${deletedCount === 0 ? "Nothing was deleted." : `Of those that it superseded, ${deletedCount} ${deletedCount === 1 ? "was" : "were"} deleted before.`}`,
  });

/** What of several memories stayed as holds cover them, for the end of a message; empty for none. */
export const heldMessage = ({ heldCount }: Pick<EndedDeletion, "heldCount">): string =>
  heldCount === 0
    ? ""
    : `. ${heldCount} ${heldCount === 1 ? "is on hold and stays" : "are on hold and stay"}`;

/** Throws 500 when a deletion that has ended left something undone. */
export const requireDone = (deletion: EndedDeletion): void => {
  if (deletion.status === "completed") return;
  throw new ApiError(500, {
    error: `Not everything was deleted: ${deletion.deletedCount} deleted, ${deletion.failedCount} failed. See event ${deletion.id} for details.`,
  });
};
