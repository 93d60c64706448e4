import { isVerifiedById } from "@/lib/deletions/verification";
import { builtinStoreId } from "@/lib/stores/store-ids";
import type { deletions } from "@/drizzle/schema/deletions";
import { secondsFromNow } from "../run/lease";
import { verificationOf } from "../record/row-json";

type Row = Pick<
  typeof deletions.$inferSelect,
  "storeId" | "unknownCount" | "deletedCount" | "absentCount" | "verification"
>;

/** Whether a deletion ends with something that only reading back its store can tell. In the built-in store nothing is open. */
export const needsReview = (row: Row): boolean =>
  row.storeId !== builtinStoreId &&
  (row.unknownCount > 0 || (row.deletedCount + row.absentCount > 0 && !isVerifiedById(verificationOf(row))));

const pauseSecondsMin = 5;
const pauseSecondsMax = 60 * 60;

/** With these pauses, some eight days. */
export const reviewsMax = 200;

/** How long after the n-th vain review the next one comes, in seconds; null when it was the last. */
export const pauseAfter = (reviewCount: number, firstSeconds = pauseSecondsMin): number | null =>
  reviewCount >= reviewsMax
    ? null
    : Math.min(pauseSecondsMax, firstSeconds * 2 ** Math.min(reviewCount - 1, 30));

export const reviewSoon = secondsFromNow(pauseSecondsMin);
