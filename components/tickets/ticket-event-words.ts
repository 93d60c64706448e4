import { statusWords } from "@/components/deletions/deletion-status";
import { deletionStatuses } from "@/lib/deletions/status";
import { memoryCountWords } from "@/lib/memories/count-words";
import { liftReasons } from "@/lib/suppression/types";
import { liftReasonWords } from "@/lib/suppression/words";
import { dayWords } from "@/lib/tickets/due";
import {
  denialGrounds,
  exemptionGrounds,
  identityMethods,
  receivedByWays,
  type TicketEvent,
  type TicketEventKind,
} from "@/lib/tickets/types";
import { denialGroundWords, identityMethodWords, receivedByWords, stateWords } from "@/lib/tickets/words";

/** What happened, in words; an event of a kind that this release does not know is called by its own name. */
export const ticketEventWords = ({ kind, facts }: Pick<TicketEvent, "kind" | "facts">): string => {
  const words = kindWords[kind as TicketEventKind] as ((facts: Facts) => string) | undefined;
  return words === undefined ? kind : words(facts);
};

type Facts = TicketEvent["facts"];

const kindWords: Record<TicketEventKind, (facts: Facts) => string> = {
  created: ({ receivedBy, source, deletionCount }) => {
    const way = receivedByWays.find((each) => each === receivedBy);
    const by = source === "opendsr" ? "OpenDSR" : way === undefined ? "" : receivedByWords[way];
    const linked =
      Number(deletionCount ?? 0) > 0 ? `, with ${plural(deletionCount, "earlier deletion")}` : "";
    return `Created${by === "" ? "" : `, received by ${by === "OpenDSR" || by === "API" ? by : by.toLowerCase()}`}${linked}`;
  },
  acknowledged: ({ on }) => `Acknowledged to the person${onDay(on)}`,
  identity_asked: () => "Asked for proof of identity",
  identity_checked: ({ method }) => {
    const known = identityMethods.find((each) => each === method);
    return `Identity checked${known === undefined ? "" : `: ${lower(identityMethodWords[known])}`}`;
  },
  search_started: () => "Search started",
  searched: (facts) => {
    const { theirsCount, possiblyTheirsCount, aboutCount, inTheirRunsCount, chosenCount } = facts;
    const alike =
      Number(possiblyTheirsCount ?? 0) > 0 ? `, ${number(possiblyTheirsCount)} possibly also theirs` : "";
    return `Searched: ${number(theirsCount)} theirs${alike}, ${number(aboutCount)} about them, ${number(inTheirRunsCount)} by agents; ${number(chosenCount)} chosen`;
  },
  extended: ({ on, dueOn }) => `Extended to ${dayWords(String(dueOn))}, the person was told${onDay(on)}`,
  denied: ({ ground }) => {
    const known = denialGrounds.find((each) => each === ground);
    return `Denied${known === undefined ? "" : `: ${lower(denialGroundWords[known])}`}`;
  },
  withdrawn: () => "Withdrawn by the person",
  closed: ({ isNothingFound }) =>
    isNothingFound === true ? "Closed, as nothing was found to erase" : "Closed",
  reopened: ({ reason }) => {
    if (reason === "found_again") return "Reopened: something has come back";
    return reason === "still_stored" ? "Reopened: something that was erased is stored still" : "Reopened";
  },
  assigned: ({ assigneeId }) => (assigneeId === null ? "Assigned to nobody" : "Assigned to another member"),
  noted: () => "Note",
  subject_changed: ({ addedCount, removedCount }) =>
    `Names and IDs changed: ${number(addedCount)} added, ${number(removedCount)} removed`,
  request_corrected: ({ receivedOn, dueOn, isExtensionLost }) => {
    const due = typeof dueOn === "string" ? `, due${onDay(dueOn)}` : "";
    const lost = isExtensionLost === true ? "; the extension does not hold any more" : "";
    return `Request corrected: received${onDay(receivedOn)}${due}${lost}`;
  },
  recipient_added: () => "Recipient added",
  recipient_told: ({ isTold }) => (isTold === false ? "Recipient marked as not told" : "Recipient told"),
  recipient_removed: () => "Recipient removed",
  deletion_requested: ({ expectedCount }) =>
    expectedCount === null
      ? "Deletion requested"
      : `Deletion of ${memoryCountWords(Number(expectedCount))} requested`,
  deletion_ended: ({ status, deletedCount, verification }) => {
    const known = deletionStatuses.find((each) => each === status);
    const how = known === undefined ? "ended" : statusWords[known].toLowerCase();
    return `Deletion ${how}: ${memoryCountWords(Number(deletedCount))} deleted${verificationWords(verification)}`;
  },
  settled: ({ verdict, goneCount }) => {
    if (verdict === "erased")
      return `${stateWords.done}: ${memoryCountWords(Number(goneCount))} erased and verified absent`;
    if (verdict === "partly") return `${stateWords.partly_done}: not everything is erased and verified`;
    return verdict === "under_way" ? "Deletions are under way again" : "Nothing was deleted";
  },
  looked_again: ({ theirsCount, aboutCount, possiblyTheirsCount, isAtLeast, failedCount }) => {
    const possibly = Number(possiblyTheirsCount ?? 0);
    const isNothing = Number(theirsCount ?? 0) + Number(aboutCount ?? 0) + possibly === 0;
    const alike = possibly > 0 ? `, ${number(possibly)} possibly also theirs` : "";
    const part = isAtLeast === true ? "; not everything could be searched or counted" : "";
    const found = isNothing
      ? `nothing found${part}`
      : `${number(theirsCount)} theirs, ${number(aboutCount)} about them${alike}${part}`;
    const failed =
      Number(failedCount ?? 0) > 0 ? `; ${plural(failedCount, "store")} could not be searched` : "";
    return `Looked again: ${found}${failed}`;
  },
  reminded: ({ clock, daysLeft }) => {
    const what = clock === "acknowledge" ? "acknowledgement" : "answer";
    const days = Number(daysLeft ?? 0);
    if (days < 0) return `Reminded: ${what} ${plural(-days, "day")} overdue`;
    return `Reminded: ${what} due ${days === 0 ? "today" : `in ${plural(days, "day")}`}`;
  },
  suppressed: ({ mode, idCount }) =>
    `New memories are ${mode === "report" ? "reported" : "refused"} for ${plural(idCount, "name or ID", "names and IDs")}`,
  suppression_lifted: ({ reason }) => {
    const known = liftReasons.find((each) => each === reason);
    return `New memories are let in again${known === undefined ? "" : `: ${lower(liftReasonWords[known])}`}`;
  },
  exempted: ({ ground }) => {
    const known = exemptionGrounds.find((each) => each === ground);
    return `Held memories are kept${known === undefined ? "" : `: ${lower(denialGroundWords[known])}`}`;
  },
  suppressed_added: ({ count }) =>
    `${memoryCountWords(Number(count))} added that ${Number(count) === 1 ? "names" : "name"} the person`,
  returned: ({ returnedCount }) => `Stored again: ${memoryCountWords(Number(returnedCount))} erased before`,
  certificate_issued: () => "Certificate issued",
  subject_erased: () => "Names and texts of this ticket erased",
};

const verificationWords = (verification: Facts[string] | undefined): string => {
  if (verification === "verified_absent") return ", verified absent";
  if (verification === "residual") return ", some still stored";
  return verification === "not_verified" ? ", not verified" : "";
};

const number = (value: Facts[string] | undefined): string => Number(value ?? 0).toLocaleString("en");
const plural = (value: Facts[string] | undefined, noun: string, nouns = `${noun}s`): string =>
  `${number(value)} ${Number(value) === 1 ? noun : nouns}`;
const onDay = (day: Facts[string] | undefined): string =>
  typeof day === "string" ? ` on ${dayWords(day)}` : "";
const lower = (words: string): string => `${words.charAt(0).toLowerCase()}${words.slice(1)}`;
