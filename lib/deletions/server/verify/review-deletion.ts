import { and, asc, eq, isNotNull, lte, or, sql } from "drizzle-orm";
import type { Database } from "@/lib/database/server/database";
import { ExpectedError } from "@/lib/errors/expected-error";
import { StoreError } from "@/lib/errors/store-error";
import { type MemoryStore } from "@/lib/stores/types";
import type { StoreId } from "@/lib/stores/store-ids";
import { storeIdSchema } from "@/lib/stores/store-id-schema";
import { deletions } from "@/drizzle/schema/deletions";
import { stores } from "@/drizzle/schema/stores";
import { secondsFromNow, type LeasedDeletion } from "../run/lease";
import { letheActor } from "../record/lethe-actor";
import { lookForCopies } from "../residue/look-for-copies";
import { noteCopies } from "../residue/note-copies";
import { copiesPause, needsReview, pauseAfter } from "./review-schedule";
import { faultCodeOf, storeFaultFrom } from "../run/store-fault";
import { verifyEnded } from "./verify-ended";

/** For so long a review that was begun is left to its process, unless it is renewed. */
const takenSeconds = 60;

export type ReviewInput = {
  database: Database;
  /** LETHE_SECRET. */
  secret: string;
  now: () => Date;
  getStore: (storeId: StoreId) => MemoryStore | Promise<MemoryStore>;
  signal: AbortSignal;
  /** Of the first pause after a vain review; each is twice as long as the one before. */
  pauseSeconds?: number;
};

/**
 * Reads back one ended deletion whose end could not be read back, or looks again at the profiles of one, when one is due: by its schedule, or as its store's
 * settings were changed since. What it finds is put right (see verifyEnded); when the store still cannot be read, it is due
 * again later, a bounded number of times. Any number of processes may do so, and a killed one's work is done by another.
 * False when none was due. Throws what is no store's fault; it is due again then, too.
 */
export const reviewNext = async (input: ReviewInput): Promise<boolean> => {
  const row = await take(input.database);
  if (row === null) return false;
  const renewal = setInterval(
    () => void postpone(input.database, row, takenSeconds).catch(() => undefined),
    (takenSeconds * 1000) / 3,
  );
  try {
    const isChecked = await review(input, row);
    if (!isChecked) await postpone(input.database, row, pauseAfter(row.reviewCount, input.pauseSeconds));
  } catch (error) {
    await postpone(input.database, row, pauseAfter(row.reviewCount, input.pauseSeconds));
    const isStores = error instanceof StoreError || faultCodeOf(storeFaultFrom(error)) !== null;
    if (!isStores && !input.signal.aborted) throw error;
  } finally {
    clearInterval(renewal);
  }
  return true;
};

const take = (database: Database): Promise<LeasedDeletion | null> =>
  database.transaction(async (transaction) => {
    // The settings are dated by a process's clock, which may be ahead: not again and again until the database's has caught up.
    const isChangedSince = sql`${deletions.reviewedAt} < least(clock_timestamp() - interval '5 seconds',
      (select updated_at from ${stores} as store where store.id = ${deletions.storeId}))`;
    const [row] = await transaction
      .select()
      .from(deletions)
      .where(
        and(
          isNotNull(deletions.reviewAt),
          isNotNull(deletions.finishedAt),
          or(lte(deletions.reviewAt, sql`clock_timestamp()`), isChangedSince),
        ),
      )
      .orderBy(asc(deletions.reviewAt))
      .limit(1)
      .for("update", { skipLocked: true });
    if (row === undefined) return null;
    const reviewCount = row.reviewCount + 1;
    await transaction
      .update(deletions)
      .set({ reviewAt: secondsFromNow(takenSeconds), reviewedAt: sql`clock_timestamp()`, reviewCount })
      .where(eq(deletions.id, row.id));
    return { ...row, reviewCount };
  });

/** Whether the memories could be looked for; also when there is nothing left that could be asked. */
const review = async (input: ReviewInput, row: LeasedDeletion): Promise<boolean> => {
  let store: MemoryStore;
  try {
    store = await input.getStore(storeIdSchema.parse(row.storeId));
  } catch (error) {
    if (!(error instanceof ExpectedError && error.code === "not_found")) throw error;
    await postpone(input.database, row, null);
    return true;
  }
  const { signal } = input;
  if (!needsReview(row)) {
    await lookAtCopies(input, store, row);
    return true;
  }
  const isChecked = await verifyEnded(input, store, row, { actor: letheActor, signal, mustBeChecked: true });
  if (!isChecked) return false;
  const [checked] = await input.database.select().from(deletions).where(eq(deletions.id, row.id));
  await postpone(input.database, row, checked === undefined ? null : copiesPause(checked, input.now()));
  return true;
};

/** `seconds` null: it is not read back by itself any more. */
/** The memories are known to be gone: only the copies are looked for once more. */
const lookAtCopies = async (input: ReviewInput, store: MemoryStore, row: LeasedDeletion): Promise<void> => {
  const { database, now } = input;
  const copies = await lookForCopies({ database, store }, row, { remembered: null, at: now() });
  if (copies !== null) await noteCopies({ database, now, actor: letheActor }, row, copies);
  const seconds = copies === null ? null : copiesPause({ ...row, copies }, now(), input.pauseSeconds);
  await postpone(database, row, seconds);
};

const postpone = async (
  database: Database,
  { id }: LeasedDeletion,
  seconds: number | null,
): Promise<void> => {
  await database
    .update(deletions)
    .set({ reviewAt: seconds === null ? null : secondsFromNow(seconds) })
    .where(eq(deletions.id, id));
};
