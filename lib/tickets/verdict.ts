import { copiesStateOf } from "@/lib/deletions/copies";
import { isFinished } from "@/lib/deletions/status";
import type { Deletion } from "@/lib/deletions/types";
import { verificationStateOf } from "@/lib/deletions/verification-state";
import { heldStill } from "./held-still";

/** What of a deletion says how it went. */
export type JudgedDeletion = Pick<
  Deletion,
  | "storeId"
  | "selection"
  | "status"
  | "needsApproval"
  | "deletedCount"
  | "absentCount"
  | "failedCount"
  | "heldCount"
  | "heldBesideCount"
  | "verification"
  | "copies"
>;

/**
 * What the deletions of a ticket, oldest first, have come to. `erased` only when each ended as asked, and everything that it took was
 * looked for and is verified absent; `partly` when something failed, stayed, or could not be checked. `under_way`: some have not ended.
 * `nothing`: none has deleted anything, nor still could.
 */
export type Verdict = {
  kind: "nothing" | "under_way" | "erased" | "partly";
  deletionCount: number;
  unfinishedCount: number;
  /** Of these, how many wait for a second person: nothing of them has been deleted. */
  waitingCount: number;
  /** Memories that are gone, deleted here or found absent. */
  goneCount: number;
  /** Stores of the deletions that have taken something. */
  storeCount: number;
  failedCount: number;
  /** Deletions after which something was found to be stored still, or could not be looked for. */
  residualCount: number;
  uncheckedCount: number;
  /** Deletions of which copies are kept elsewhere, or may be. */
  copiesCount: number;
};

export const verdictOf = (deletions: readonly JudgedDeletion[]): Verdict => {
  const held = heldStill(deletions);
  const judged = deletions.map((deletion, place) => judge(deletion, held[place] ?? 0));
  const taken = judged.filter((each) => each !== "untouched");
  const countOf = (...wanted: Judgement[]) => judged.filter((each) => wanted.includes(each)).length;
  const sum = (of: (deletion: JudgedDeletion) => number) =>
    deletions.reduce((total, each) => total + of(each), 0);
  const unfinishedCount = countOf("unfinished");
  return {
    kind:
      taken.length === 0
        ? "nothing"
        : unfinishedCount > 0
          ? "under_way"
          : taken.every((each) => each === "erased")
            ? "erased"
            : "partly",
    deletionCount: deletions.length,
    unfinishedCount,
    waitingCount: deletions.filter(({ status, needsApproval }) => status === "waiting" && needsApproval)
      .length,
    goneCount: sum(({ deletedCount, absentCount }) => deletedCount + absentCount),
    storeCount: new Set(deletions.filter(hasTaken).map(({ storeId }) => storeId)).size,
    failedCount: sum(({ failedCount }) => failedCount),
    residualCount: countOf("residual"),
    uncheckedCount: countOf("unchecked"),
    copiesCount: countOf("copies"),
  };
};

type Judgement = "unfinished" | "untouched" | "erased" | "incomplete" | "residual" | "unchecked" | "copies";

const judge = (deletion: JudgedDeletion, heldCount: number): Judgement => {
  const { status } = deletion;
  if (!isFinished(status)) return "unfinished";
  if (status === "cancelled" && !hasTaken(deletion)) return "untouched";
  if (heldCount > 0) return "incomplete";
  switch (verificationStateOf(deletion)?.kind) {
    case "residual":
      return "residual";
    case "not_verified":
      return "unchecked";
    case "verified_absent":
    case undefined:
      break;
  }
  if (status !== "completed") return "incomplete";
  switch (copiesStateOf(deletion)) {
    case null:
    case "none":
    case "removed":
      return "erased";
    case "residual":
    case "removed_unverified":
    case "unclear":
    case "out_of_reach":
    case "not_checked":
      return "copies";
  }
};

const hasTaken = ({ deletedCount, absentCount, failedCount }: JudgedDeletion): boolean =>
  deletedCount + absentCount + failedCount > 0;
