import { isAnswered } from "./states";
import { dueDays } from "./search";
import type { Ticket } from "./types";

/**
 * What a ticket has to come to next, and when. `daysLeft` is negative once it is overdue. `soon` within the days of the filter,
 * `now` within two, or overdue.
 */
export type Due = {
  what: "acknowledge" | "answer";
  on: string;
  daysLeft: number;
  urgency: "later" | "soon" | "now" | "overdue";
  /** By when it should have been acknowledged, when that is overdue as well as the answer; then `what` is the answer. */
  acknowledgeOverdueOn: string | null;
};

const urgentDays = 2;
const dayMs = 86_400_000;

/** Null when it was answered, or no law sets a day. */
export const dueOf = (
  ticket: Pick<Ticket, "state" | "dueOn" | "acknowledgeDueOn" | "acknowledgedOn" | "today">,
): Due | null => {
  const { state, dueOn, acknowledgeDueOn, acknowledgedOn, today } = ticket;
  if (isAnswered(state)) return null;
  const acknowledgeOn = acknowledgedOn === null ? acknowledgeDueOn : null;
  // Once the answer is overdue, it matters more than what should have come before it.
  const isAnswerOverdue = dueOn !== null && dueOn < today;
  const isFirst = acknowledgeOn !== null && !isAnswerOverdue && (dueOn === null || acknowledgeOn <= dueOn);
  const on = isFirst ? acknowledgeOn : dueOn;
  if (on === null) return null;
  const daysLeft = daysFrom(today, on);
  return {
    what: isFirst ? "acknowledge" : "answer",
    on,
    daysLeft,
    urgency: urgencyOf(daysLeft),
    acknowledgeOverdueOn:
      isAnswerOverdue && acknowledgeOn !== null && acknowledgeOn < today ? acknowledgeOn : null,
  };
};

/** Days are midnights in UTC here, which are a whole number of days apart. */
const daysFrom = (from: string, to: string): number => (Date.parse(to) - Date.parse(from)) / dayMs;

const urgencyOf = (daysLeft: number): Due["urgency"] => {
  if (daysLeft < 0) return "overdue";
  if (daysLeft <= urgentDays) return "now";
  return daysLeft <= dueDays ? "soon" : "later";
};

/** "11 days left", "Due today", "1 day overdue". */
export const dueWords = ({ daysLeft }: Pick<Due, "daysLeft">): string => {
  if (daysLeft === 0) return "Due today";
  const days = `${Math.abs(daysLeft).toLocaleString("en")} ${Math.abs(daysLeft) === 1 ? "day" : "days"}`;
  return daysLeft < 0 ? `${days} overdue` : `${days} left`;
};

/** "9 Dec 2026": a day of a clock, which is the same in every zone. */
export const dayWords = (day: string): string =>
  new Intl.DateTimeFormat("en-GB", { dateStyle: "medium", timeZone: "UTC" }).format(new Date(day));
