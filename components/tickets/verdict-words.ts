import { memoryCountWords } from "@/lib/memories/count-words";
import { isBeingWorkedOn } from "@/lib/tickets/states";
import type { TicketView } from "@/lib/tickets/types";
import type { Verdict } from "@/lib/tickets/verdict";
import { awayCountOf } from "./unsearched-words";
import { denialGroundWords } from "@/lib/tickets/words";

type Look = "success" | "warning" | "info";

/** How a ticket has ended, or stands with its deletions: one sentence, and what it leaves open. Null while there is nothing to say. */
export const ticketVerdict = ({
  ticket,
  verdict,
  findings,
  lastSearch,
  looks,
}: TicketView): { look: Look; words: string; rest: string[] } | null => {
  const { outcome, state, denialGround } = ticket;
  const end = outcome ?? state;
  if (end === "withdrawn") return { look: "info", words: "The person took the request back.", rest: [] };
  if (end === "denied") {
    const why = denialGround === null ? "" : `: ${denialGroundWords[denialGround].toLowerCase()}`;
    return { look: "info", words: `The request was denied${why}.`, rest: erasedRest(verdict) };
  }
  if (verdict === null)
    return { look: "info", words: "This ticket has more deletions than can be judged here.", rest: [] };
  const awayCount = awayCountOf(lastSearch?.notSearched ?? []);
  const away = awayCount > 0 ? `${plural(awayCount, "store")} could not be searched for the person` : null;
  if (verdict.kind === "nothing") {
    // Closed without a deletion: nothing of theirs was found.
    if (outcome === "done" || outcome === "partly_done")
      return {
        look: away === null ? "info" : "warning",
        words: `Nothing was found to erase${away === null ? "" : `, and ${away}`}.`,
        rest: [],
      };
    return away === null || lastSearch?.isCurrent !== true
      ? null
      : { look: "warning", words: `The search is not complete: ${away}.`, rest: [] };
  }
  if (verdict.kind === "under_way")
    return {
      look: verdict.waitingCount > 0 ? "warning" : "info",
      words: underWayWords(verdict),
      rest: away === null ? [] : [away],
    };
  const again = looks.at(-1);
  // What others say of the person may have been kept by choice.
  const backCount = (again?.stores ?? []).reduce((sum, each) => sum + each.theirsCount, 0);
  const awayAgainCount = (again?.stores ?? []).filter(({ errorCode }) => errorCode !== null).length;
  const possiblyCount = (again?.stores ?? []).reduce((sum, each) => sum + (each.possiblyTheirsCount ?? 0), 0);
  const isPart = (again?.stores ?? []).some(({ isAtLeast }) => isAtLeast === true);
  const rest = [...restOf(verdict), ...keptRest(findings)];
  if (backCount > 0) rest.push(`${memoryCountWords(backCount)} of theirs found again by the last later look`);
  if (possiblyCount > 0)
    rest.push(`${memoryCountWords(possiblyCount)} possibly also theirs, found by the last later look`);
  if (isPart) rest.push("not everything could be searched or counted by the last later look");
  if (awayAgainCount > 0)
    rest.push(`${plural(awayAgainCount, "store")} could not be searched by the last later look`);
  const isTakenUp = isBeingWorkedOn(state);
  if (isTakenUp) rest.push("reopened since and still being worked on");
  const where = `in ${plural(verdict.storeCount, "store")}`;
  // Green is for what was looked at.
  const incomplete = away === null ? "" : `, but ${away}`;
  if (verdict.kind === "erased")
    return {
      look: backCount > 0 || isTakenUp || away !== null ? "warning" : "success",
      words:
        verdict.goneCount === 0
          ? `Nothing was there to delete${incomplete}.`
          : `${memoryCountWords(verdict.goneCount)} erased and verified absent ${where}${incomplete}.`,
      rest,
    };
  return {
    look: "warning",
    words: `Partly erased: ${memoryCountWords(verdict.goneCount)} deleted ${where}, not all of it verified.`,
    rest: away === null ? rest : [away, ...rest],
  };
};

/** "1 deletion waits for another admin to approve it." */
const underWayWords = ({ unfinishedCount, waitingCount }: Verdict): string => {
  const goingOnCount = unfinishedCount - waitingCount;
  const waiting =
    waitingCount === 1
      ? "1 deletion waits for another admin to approve it"
      : `${plural(waitingCount, "deletion")} wait for another admin to approve them`;
  if (waitingCount === 0) return `${plural(goingOnCount, "deletion")} under way.`;
  return goingOnCount === 0 ? `${waiting}.` : `${plural(goingOnCount, "deletion")} under way, ${waiting}.`;
};

const erasedRest = (verdict: Verdict | null): string[] =>
  verdict === null || verdict.goneCount === 0
    ? []
    : [`${memoryCountWords(verdict.goneCount)} deleted before`];

const restOf = ({ failedCount, residualCount, uncheckedCount, copiesCount }: Verdict): string[] => [
  ...(failedCount > 0 ? [`${memoryCountWords(failedCount)} could not be deleted`] : []),
  ...(residualCount > 0 ? [`${plural(residualCount, "deletion")} left something that is still stored`] : []),
  ...(uncheckedCount > 0 ? [`${plural(uncheckedCount, "deletion")} could not be verified`] : []),
  ...(copiesCount > 0 ? [`${plural(copiesCount, "deletion")} left copies elsewhere, or may have`] : []),
];

/** What was found and not chosen when the deletions were requested. */
const keptRest = (findings: TicketView["findings"]): string[] => {
  if (findings === null) return [];
  const found = findings.theirsCount + findings.aboutCount + findings.inTheirRunsCount;
  const kept = found - findings.chosenCount;
  return kept > 0 ? [`${memoryCountWords(kept)} found and not chosen`] : [];
};

export const plural = (count: number, noun: string): string =>
  `${count.toLocaleString("en")} ${noun}${count === 1 ? "" : "s"}`;
