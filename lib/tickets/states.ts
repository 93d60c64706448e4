import type { TicketOutcome, TicketState } from "./types";

const working: readonly TicketState[] = ["open", "identity", "searching", "to_confirm"];
/** Those in which it has come to an answer. */
export const answeredStates: readonly TicketState[] = [
  "done",
  "partly_done",
  "denied",
  "withdrawn",
  "closed",
];
const refused: readonly TicketOutcome[] = ["denied", "withdrawn"];

/** What may follow what. Deleting is not the ticket's to forbid: a deletion that names it makes it `erasing` from anywhere. */
const transitions: Record<TicketState, readonly TicketState[]> = {
  open: ["identity", "searching", "to_confirm", "erasing", ...refused],
  identity: ["open", "searching", "to_confirm", "erasing", ...refused],
  // `done`: nothing is stored that could be erased.
  searching: ["identity", "to_confirm", "erasing", "done", ...refused],
  to_confirm: ["identity", "searching", "erasing", "done", ...refused],
  // Its deletions say how it ends; when they have deleted nothing, it is as before.
  erasing: ["to_confirm", "done", "partly_done"],
  // A later reading back puts right what could not be read at the end, or finds something again.
  done: ["partly_done", "searching", "erasing", "closed"],
  partly_done: ["done", "searching", "to_confirm", "erasing", "denied", "closed"],
  denied: ["open", "searching", "erasing", "closed"],
  withdrawn: ["open", "searching", "erasing", "closed"],
  // Reopened, by a member or because something has come back.
  closed: ["open", "searching", "erasing"],
};

/** Whether a ticket may go from one state to another. */
export const canBecome = (from: TicketState, to: TicketState): boolean => transitions[from].includes(to);

/** Whether it has come to an answer for the person: the clocks of the law count no more. */
export const isAnswered = (state: TicketState): boolean => answeredStates.includes(state);

/** Whether nothing was deleted or decided yet. */
export const isBeingWorkedOn = (state: TicketState): boolean => working.includes(state);

/** How a ticket in this state ends when it is closed; null: it cannot be. */
export const outcomeOf = (state: TicketState): TicketOutcome | null => {
  switch (state) {
    case "done":
    case "partly_done":
    case "denied":
    case "withdrawn":
      return state;
    case "open":
    case "identity":
    case "searching":
    case "to_confirm":
    case "erasing":
    case "closed":
      return null;
  }
};
