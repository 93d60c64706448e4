import { entityFieldOf } from "@/lib/memories/entity";
import { describeFilter } from "@/lib/filters/describe-filter";
import { copiesStateOf } from "../copies";
import { changedSincePreview } from "./changed-since-preview";
import { heldIn } from "./held-words";
import { isFinished } from "../status";
import { describeScope, namedEntity } from "./describe-scope";
import { declinedErrorCode, expiredErrorCode, type Deletion, type ShownSelection } from "../types";
import { isVerifiedById } from "../verification";
import { residualWords } from "./verification-words";

type Described = Pick<
  Deletion,
  | "storeId"
  | "selection"
  | "status"
  | "expectedCount"
  | "requestedCount"
  | "deletedCount"
  | "absentCount"
  | "failedCount"
  | "unknownCount"
  | "changedCount"
  | "heldCount"
  | "heldBesideCount"
  | "joinedCount"
  | "verification"
  | "copies"
> &
  Partial<Pick<Deletion, "errorCode" | "cutoffAt">>;

/**
 * A deletion as a plain sentence without a full stop: "Deleted 1,204 memories where user is caroline". Says no number
 * that is not so: what was deleted by it, what was already absent, what failed and what was kept are told apart.
 */
export const describeDeletion = (deletion: Described): string => {
  const aim = deletion.requestedCount ?? deletion.expectedCount;
  const all = memories(aim, deletion);
  switch (deletion.status) {
    case "queued":
      // Some are done when it was paused on the way.
      return `Waiting to delete ${all}${doneOf(deletion) === 0 ? "" : `: ${progress(deletion)}`}`;
    case "running":
      return `Deleting ${all}: ${progress(deletion)}`;
    case "waiting":
      return `Waiting for approval to delete ${all}`;
    case "paused":
      return `Paused deleting ${all}: ${progress(deletion)}`;
    case "verifying":
      return `Checking that ${all} ${aim === 1 ? "is" : "are"} gone`;
    case "completed":
      return describeCompleted(deletion);
    case "partial":
      return withRest(`Deleted ${number(deletion.deletedCount)} of ${all}`, deletion);
    case "failed":
      return withRest(`Could not delete ${all}`, deletion);
    case "cancelled":
      if (deletion.errorCode === declinedErrorCode) return `Did not delete ${all}: declined`;
      if (deletion.errorCode === expiredErrorCode)
        return `Did not delete ${all}: not approved within 24 hours`;
      return withRest(
        aim === null
          ? `Cancelled deleting ${all}`
          : `Cancelled after deleting ${number(deletion.deletedCount)} of ${all}`,
        deletion,
      );
  }
};

const describeCompleted = (deletion: Described): string => {
  const { deletedCount, absentCount } = deletion;
  const requested = deletion.requestedCount ?? deletion.expectedCount ?? 0;
  const expectedCount = deletion.expectedCount ?? requested;
  if (deletedCount === 0 && changedSincePreview(deletion) + heldIn(deletion) > 0)
    return withRest(`Deleted none of ${memories(expectedCount, deletion)}`, deletion);
  if (deletedCount === 0) {
    const aim = Math.max(requested, expectedCount);
    if (aim === 0) return `Found nothing to delete: ${memories(0, deletion)}`;
    return `Deleted nothing: ${memories(aim, deletion)} ${aim === 1 ? "was" : "were"} already absent`;
  }
  if (absentCount > 0) {
    return withRest(`Deleted ${number(deletedCount)} of ${memories(requested, deletion)}`, deletion);
  }
  return withRest(`Deleted ${memories(deletedCount, deletion)}`, deletion);
};

const progress = (deletion: Described): string => {
  const { status, requestedCount, failedCount } = deletion;
  if (requestedCount === null) return status === "paused" ? "nothing deleted yet" : "finding them";
  return `${number(doneOf(deletion))} of ${number(requestedCount)} done${failedCount === 0 ? "" : `, ${number(failedCount)} failed`}`;
};

const doneOf = ({ deletedCount, absentCount, failedCount, changedCount, heldCount }: Described): number =>
  deletedCount + absentCount + failedCount + changedCount + heldCount;

const withRest = (sentence: string, deletion: Described): string => {
  const {
    status,
    requestedCount,
    expectedCount,
    deletedCount,
    absentCount,
    failedCount,
    unknownCount,
    changedCount,
    heldCount,
    verification,
  } = deletion;
  const residual = residualWords(deletion);
  const knownFailedCount = failedCount - unknownCount;
  const kept = (requestedCount ?? 0) - deletedCount - absentCount - failedCount - changedCount - heldCount;
  const held = heldIn(deletion);
  const changed = changedSincePreview(deletion);
  const vanished = requestedCount === null || expectedCount === null ? 0 : expectedCount - requestedCount;
  const parts = [
    absentCount > 0 ? `${number(absentCount)} already absent` : null,
    knownFailedCount > 0 ? `${number(knownFailedCount)} failed` : null,
    unknownCount > 0 ? `${number(unknownCount)} not read back` : null,
    residual === null ? null : `verification found ${residual}`,
    status === "partial" &&
    residual === null &&
    deletedCount + absentCount > 0 &&
    !isVerifiedById(verification)
      ? "not verified"
      : null,
    changed > 0 ? `${number(changed)} changed since the preview and left alone` : null,
    held > 0 ? `${number(held)} held` : null,
    isFinished(status) && kept > 0 ? `${number(kept)} kept` : null,
    // Confirmed, and gone or changed before the deletion began: no items tell of them.
    status === "completed" && copiesStateOf(deletion) === "residual" ? "copies remain" : null,
    vanished > 0 && expectedCount !== null
      ? `${number(vanished)} of the ${number(expectedCount)} confirmed were gone or changed before it started`
      : null,
    (status === "failed" && failedCount === 0) || (status === "cancelled" && requestedCount === null)
      ? "nothing was deleted"
      : null,
  ].filter((part) => part !== null);
  return parts.length === 0 ? sentence : `${sentence}: ${parts.join(", ")}`;
};

/** Without a number as long as none is known. */
const memories = (count: number | null, { selection, cutoffAt }: Described): string => {
  const noun = count === 1 ? "memory" : "memories";
  const counted = (text: string) => (count === null ? text : `${number(count)} ${text}`);
  if (selection.kind === "listed") return counted(selection.count === 1 ? noun : `listed ${noun}`);
  return [counted(noun), describeSelection(selection, cutoffAt)].filter(Boolean).join(" ");
};

/** What follows "memories" in a sentence. What is relative to the time is so to the cutoff. */
export const describeSelection = (
  selection: Exclude<ShownSelection, { kind: "listed" }>,
  cutoffAt: string | undefined,
): string => {
  switch (selection.kind) {
    case "entity":
      return (
        `of ${namedEntity(entityFieldOf[selection.entity.kind], selection.entity.value)}` +
        describeExceptions({ excludedCount: 0, keepsImmutable: selection.keepsImmutable === true })
      );
    case "scope":
      return describeScope(selection.scope) + describeExceptions(selection);
    case "matching":
      return (
        (selection.filter === null ? "" : `where ${describeFilter(selection.filter, atOf(cutoffAt))}`) +
        describeExceptions(selection)
      );
  }
};

const atOf = (cutoffAt: string | undefined): Date | null =>
  cutoffAt === undefined ? null : new Date(cutoffAt);

const describeExceptions = (exceptions: { excludedCount: number; keepsImmutable: boolean }): string => {
  const parts = [
    exceptions.keepsImmutable ? "immutable ones" : null,
    exceptions.excludedCount > 0 ? number(exceptions.excludedCount) : null,
  ].filter((part) => part !== null);
  return parts.length === 0 ? "" : `, except ${parts.join(" and ")}`;
};

const number = (value: number): string => value.toLocaleString("en-US");
