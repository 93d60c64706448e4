import { ticketSettings } from "@/lib/env/env";
import { nextLook } from "@/lib/deletions/look-schedule";
import { profilesOf } from "@/lib/deletions/copies";
import type { ProfileLook } from "@/lib/stores/profile";
import { isVerifiedById } from "@/lib/deletions/verification";
import { builtinStoreId } from "@/lib/stores/store-ids";
import type { deletions } from "@/drizzle/schema/deletions";
import { secondsFromNow } from "../run/lease";
import { copiesOf, verificationOf } from "../record/row-json";

type Row = Pick<
  typeof deletions.$inferSelect,
  "storeId" | "unknownCount" | "deletedCount" | "absentCount" | "verification"
>;

/** Whether a deletion ends with something that only reading back its store can tell. In the built-in store nothing is open. */
export const needsReview = (row: Row): boolean =>
  row.storeId !== builtinStoreId &&
  (row.unknownCount > 0 || (row.deletedCount + row.absentCount > 0 && !isVerifiedById(verificationOf(row))));

/**
 * When a remote store is first asked whether something that a deletion took has come back, by the schedule of the tickets' looks; null
 * when it took nothing, or in the built-in store, where nobody else stores anything again.
 */
export const firstRescanAt = (
  row: Pick<Row, "storeId" | "deletedCount" | "absentCount">,
  finishedAt: Date,
): Date | null =>
  row.storeId === builtinStoreId || row.deletedCount + row.absentCount === 0
    ? null
    : nextLook(ticketSettings().lookMinutes, { since: finishedAt, lookCount: -1, now: finishedAt }).lookAt;

const pauseSecondsMin = 5;
const pauseSecondsMax = 60 * 60;

/** With these pauses, some eight days. */
export const reviewsMax = 200;

/** How long after the n-th vain review the next one comes, in seconds; null when it was the last. */
export const pauseAfter = (reviewCount: number, firstSeconds = pauseSecondsMin): number | null =>
  reviewCount >= reviewsMax
    ? null
    : Math.min(pauseSecondsMax, firstSeconds * 2 ** Math.min(reviewCount - 1, 30));

/** How long after the end, or after the last removal, profiles are looked at again: a build that was under way may end after it. */
const laterLooksSeconds = [60 * 60, 24 * 60 * 60];

type Looked = Pick<typeof deletions.$inferSelect, "copies" | "finishedAt" | "reviewCount">;

/**
 * In how many seconds the store's profiles are looked at again by themselves; null when there is no reason to. What is not clear yet is
 * looked at as often as what could not be read back; what is, an hour and a day after the end.
 */
export const copiesPause = (row: Looked, now: Date, firstSeconds = pauseSecondsMin): number | null => {
  const copies = copiesOf(row);
  const line = copies?.places.find(({ place }) => place === "profile");
  if (copies === null || line === undefined || row.finishedAt === null) return null;
  if (!profilesOf(copies).some(({ before, now: last }) => mayHold(before) || mayHold(last))) return null;
  if (line.outcome === "unclear" || line.outcome === "not_checked")
    return pauseAfter(Math.max(1, row.reviewCount), firstSeconds);
  const since = Math.max(
    row.finishedAt.getTime(),
    copies.removedAt === null ? 0 : Date.parse(copies.removedAt),
  );
  const ageSeconds = (now.getTime() - since) / 1000;
  const next = laterLooksSeconds.find((seconds) => seconds > ageSeconds);
  return next === undefined ? null : Math.ceil(next - ageSeconds);
};

const mayHold = (look: ProfileLook | null): boolean =>
  look === null || look.state === "says" || look.state === "pending" || look.state === "failed";

export const inSeconds = (seconds: number | null): ReturnType<typeof secondsFromNow> | null =>
  seconds === null ? null : secondsFromNow(seconds);

export const reviewSoon = secondsFromNow(pauseSecondsMin);
