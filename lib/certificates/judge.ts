import { builtinStoreId } from "@/lib/stores/store-ids";
import type { Deletion } from "@/lib/deletions/types";
import { checkOf, residualCountOf, unreadableOf } from "@/lib/deletions/verification";
import type { CertificateFacts, CertificateVerdict, CheckedPlace, PartialReason } from "./types";

type Judged = Pick<
  Deletion,
  | "storeId"
  | "status"
  | "requestedCount"
  | "expectedCount"
  | "deletedCount"
  | "absentCount"
  | "failedCount"
  | "unknownCount"
  | "changedCount"
  | "joinedCount"
  | "keptImmutableCount"
  | "heldCount"
  | "heldBesideCount"
  | "verification"
>;
export type JudgedDeletion = {
  deletion: Judged;
  places: readonly Pick<CheckedPlace, "place" | "outcome" | "foundCount">[];
};

/** What a certificate claims in a word, and what keeps it from claiming more. */
export type Judgement = { verdict: CertificateVerdict; partialReasons: CertificateFacts["partialReasons"] };

/** How the request itself stands. */
export type JudgedRequest = {
  isDenied: boolean;
  /** Taken up again after the last deletion. */
  isReopened?: boolean;
  /** A search after the last deletion found memories again; `count`: of theirs, where it is known. */
  foundAgain?: { count: number | null } | null;
  /** Stores that the search before the last deletion did not reach. */
  unsearchedCount?: number;
};

/**
 * Judges ended deletions, and the request that they answer. `erased` only when something is gone, nothing that was asked for is left,
 * and every place that can be checked was found empty. Nothing verified at all is `not_checked`, whatever the store answered.
 */
export const judge = (
  deletions: readonly JudgedDeletion[],
  { isDenied, isReopened = false, foundAgain = null, unsearchedCount = 0 }: JudgedRequest,
): Judgement => {
  const goneCount = sumOf(deletions.map(({ deletion }) => deletion.deletedCount + deletion.absentCount));
  if (isDenied && goneCount === 0) return { verdict: "denied", partialReasons: [] };
  const reasons = new Map<PartialReason, number | null>();
  for (const { reason, count } of deletions.flatMap(reasonsOf)) {
    const before = reasons.get(reason);
    // Without a number once, there is none of the sum.
    reasons.set(reason, count === null || before === null ? null : (before ?? 0) + count);
  }
  if (isDenied) reasons.set("request_denied_in_part", null);
  if (foundAgain !== null) reasons.set("found_again", foundAgain.count);
  else if (isReopened) reasons.set("request_reopened", null);
  if (unsearchedCount > 0) reasons.set("store_not_searched", unsearchedCount);
  if (goneCount === 0 && deletions.length > 0 && reasons.size === 0) reasons.set("nothing_to_erase", null);
  const places = deletions.flatMap((each) => each.places);
  // Whatever the reasons above overlook: a place that was not found empty is never passed over.
  if (reasons.size === 0 && places.some(({ outcome }) => !isClear(outcome))) reasons.set("residual", null);
  const partialReasons = [...reasons].map(([reason, count]) => ({ reason, count }));
  const isAnyChecked = places.some(({ outcome }) => outcome === "verified_absent" || outcome === "residual");
  const isNothing = reasons.has("nothing_to_erase");
  if (!isAnyChecked || isNothing) return { verdict: "not_checked", partialReasons };
  return { verdict: partialReasons.length === 0 ? "erased" : "partial", partialReasons };
};

const isClear = (outcome: CheckedPlace["outcome"]): boolean =>
  outcome === "verified_absent" || outcome === "unsupported";

type Reason = { reason: PartialReason; count: number | null };

const reasonsOf = ({ deletion, places }: JudgedDeletion): Reason[] => {
  const { storeId, requestedCount, deletedCount, absentCount, failedCount, unknownCount, verification } =
    deletion;
  const goneCount = deletedCount + absentCount;
  const ids = checkOf(verification, "ids");
  // What failed or was kept, and was looked for since by its id, may be gone all the same.
  const isRestGone = ids?.outcome === "verified_absent" && ids.stayedCount === 0;
  const keptCount =
    (requestedCount ?? 0) - goneCount - failedCount - deletion.changedCount - deletion.heldCount;
  const residualCount = residualCountOf({ storeId, verification });
  const aim = requestedCount ?? deletion.expectedCount;
  const isNothingDone = aim !== 0 && goneCount === 0 && !isRestGone;
  const notCheckedCount = places.filter(({ outcome }) => outcome === "not_checked").length;
  const copies = places.filter(({ place }) => isCopy(storeId, place));
  const found: (Reason | null)[] = [
    isNothingDone ? { reason: "stopped_before_anything", count: aim } : null,
    // What was found again counts as failed already, when that was in the run itself.
    residualCount > failedCount ? { reason: "residual", count: residualCount } : null,
    atLeastOne("failed", isRestGone || isNothingDone ? 0 : failedCount - unknownCount),
    atLeastOne("not_read_back", unknownCount),
    atLeastOne(
      "changed_since_preview",
      isRestGone ? deletion.joinedCount : deletion.changedCount + deletion.joinedCount,
    ),
    atLeastOne("kept_immutable", deletion.keptImmutableCount),
    // What is held is kept, and its number is of both: of the frozen ones, and of those left out.
    atLeastOne(
      "kept",
      (isRestGone || isNothingDone ? 0 : keptCount) +
        (isRestGone ? 0 : deletion.heldCount) +
        deletion.heldBesideCount,
    ),
    atLeastOne("unreadable", unreadableOf(verification)?.count ?? 0),
    // Nothing was looked for, and no place could be named.
    goneCount > 0 && ids === undefined ? { reason: "place_not_checked", count: null } : null,
    atLeastOne("place_not_checked", notCheckedCount),
    copies.some(({ outcome }) => outcome === "residual")
      ? { reason: "copies_remain", count: sumOf(copies.map(({ foundCount }) => foundCount ?? 0)) }
      : null,
    copies.some(({ outcome }) => outcome === "erased")
      ? { reason: "copies_removed_unverified", count: null }
      : null,
  ];
  const reasons = found.filter((reason) => reason !== null);
  const isStopped = deletion.status === "cancelled" || deletion.status === "failed";
  return reasons.length === 0 && isStopped ? [{ reason: "stopped_early", count: null }] : reasons;
};

const copyPlaces: ReadonlySet<CheckedPlace["place"]> = new Set([
  "history",
  "chat_turns",
  "entities",
  "profile",
]);

/** Earlier texts are a part of the memory in the built-in store, and copies elsewhere. */
const isCopy = (storeId: Judged["storeId"], place: CheckedPlace["place"]): boolean =>
  storeId !== builtinStoreId && copyPlaces.has(place);

const atLeastOne = (reason: PartialReason, count: number): Reason | null =>
  count > 0 ? { reason, count } : null;

const sumOf = (counts: readonly number[]): number => counts.reduce((sum, count) => sum + count, 0);
