import { changedSincePreview } from "./changed-since-preview";
import { copiesStateOf, type CopiesState } from "../copies";
import { heldIn, heldWords } from "./held-words";
import { keptImmutableWords } from "./kept-immutable-words";
import { isFinished } from "../status";
import { isWipeSelection } from "../scope/scope";
import type { Deletion } from "../types";
import { isVerifiedById, otherCountOf, unreadableOf } from "../verification";
import { residualWords } from "./verification-words";

/** The end of a deletion in a line, and how good it is: `success` only for what was checked. */
export type Verdict = { look: "success" | "warning" | "info"; words: string };

type Judged = Pick<
  Deletion,
  | "storeId"
  | "status"
  | "selection"
  | "requestedCount"
  | "deletedCount"
  | "absentCount"
  | "failedCount"
  | "unknownCount"
  | "changedCount"
  | "joinedCount"
  | "keptImmutableCount"
  | "heldCount"
  | "heldBesideCount"
  | "heldBy"
  | "verification"
  | "copies"
>;

/**
 * What became of a deletion that has ended, in words: "104 deleted, verified absent · 1 kept". Green is for what was looked
 * for and not found, and only when nothing is left of what was asked; null while it has not ended.
 */
export const verdictOf = (deletion: Judged): Verdict | null => {
  if (!isFinished(deletion.status)) return null;
  const parts = [goneWords(deletion), ...leftWords(deletion)];
  const words = parts.map(({ words }) => words).join(" · ");
  if (parts.some(({ isWrong }) => isWrong)) return { look: "warning", words };
  return { look: isGoneVerified(deletion) ? "success" : "info", words };
};

/** `isWrong`: it may need attention. */
type Part = { words: string; isWrong: boolean };

const isGoneVerified = ({ deletedCount, absentCount, verification }: Judged): boolean =>
  deletedCount + absentCount > 0 && isVerifiedById(verification);

const goneWords = (deletion: Judged): Part => {
  const { deletedCount, absentCount } = deletion;
  const isVerified = isGoneVerified(deletion);
  const gone = [
    deletedCount > 0 ? `${number(deletedCount)} deleted` : null,
    absentCount > 0 ? `${number(absentCount)} already absent` : null,
  ].filter((part) => part !== null);
  if (gone.length === 0) return { words: "Nothing was deleted", isWrong: false };
  return {
    words: `${gone.join(", ")}, ${isVerified ? "verified absent" : "not verified"}`,
    isWrong: !isVerified,
  };
};

const leftWords = (deletion: Judged): Part[] => {
  const { requestedCount, deletedCount, absentCount, failedCount, unknownCount, changedCount, heldCount } =
    deletion;
  const keptCount =
    (requestedCount ?? 0) - deletedCount - absentCount - failedCount - changedCount - heldCount;
  const held = heldIn(deletion);
  const changedSince = changedSincePreview(deletion);
  const knownFailedCount = failedCount - unknownCount;
  const residual = residualWords(deletion);
  // Those that joined are counted under that name.
  const others = Math.max(0, otherCountOf(deletion.verification) - deletion.joinedCount);
  const isWholeStore = isWipeSelection(deletion.selection);
  const keptImmutable = keptImmutableWords(deletion);
  const unreadable = unreadableOf(deletion.verification);
  // Stopped before anything was deleted, there are no copies of what was.
  const isUntouched = deletion.status !== "completed" && deletedCount + absentCount + failedCount === 0;
  const copies = isUntouched ? null : copiesWords(copiesStateOf(deletion));
  return [
    residual === null ? null : wrong(residual),
    knownFailedCount > 0 ? wrong(failedWords(deletion, knownFailedCount)) : null,
    unknownCount > 0 ? wrong(`${number(unknownCount)} not read back: may be gone or still stored`) : null,
    changedSince > 0 ? wrong(`${number(changedSince)} changed since the preview, left alone`) : null,
    keptCount > 0 ? wrong(`${number(keptCount)} kept`) : null,
    keptImmutable === null ? null : wrong(keptImmutable),
    held > 0 ? wrong(heldWords(held, deletion.heldBy)) : null,
    unreadable === null ? null : wrong(`${number(unreadable.count)} in the store could not be read`),
    others === 0
      ? null
      : isWholeStore
        ? wrong(`the store is not empty: ${number(others)} stored since`)
        : { words: `${number(others)} stored since, left alone`, isWrong: false },
    copies === null ? null : wrong(copies),
  ].filter((part) => part !== null);
};

/** What failed and was looked for since may be gone by now, though not by this deletion. */
const failedWords = ({ verification }: Judged, failedCount: number): string => {
  const ids = verification?.checks.find(({ check }) => check === "ids");
  const isGoneSince = ids?.outcome === "verified_absent" && ids.stayedCount === 0;
  return `${number(failedCount)} failed${isGoneSince ? ", but gone since" : ""}`;
};

const copiesWords = (state: CopiesState): string | null => {
  switch (state) {
    case "residual":
      return "copies remain";
    case "removed_unverified":
      return "copies removed, not verified since";
    case "unclear":
      return "copies may remain";
    case "out_of_reach":
      return "copies out of reach";
    case "not_checked":
      return "copies not looked for";
    case "removed":
    case "none":
    case null:
      return null;
  }
};

const wrong = (words: string): Part => ({ words, isWrong: true });

const number = (value: number): string => value.toLocaleString("en-US");
