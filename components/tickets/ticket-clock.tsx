import clsx from "clsx";
import { AlarmClock, CircleAlert, Clock } from "lucide-react";
import { dayWords, dueOf, dueWords, type Due } from "@/lib/tickets/due";
import type { Ticket } from "@/lib/tickets/types";
import { lawWords } from "@/lib/tickets/words";

const looks = {
  later: { Icon: Clock, classes: "text-muted" },
  soon: { Icon: AlarmClock, classes: "text-warning" },
  now: { Icon: AlarmClock, classes: "text-danger" },
  overdue: { Icon: CircleAlert, classes: "font-medium text-danger" },
} as const;

/** How long is left, with what for where it is not the answer; `none` where nothing is due. */
export const TicketClock = ({ ticket, none = null }: { ticket: Ticket; none?: React.ReactNode }) => {
  const due = dueOf(ticket);
  if (due === null) return none;
  const { Icon, classes } = looks[due.urgency];
  return (
    <span
      title={clockTitle(due, ticket)}
      className={clsx("inline-flex items-center gap-1.5 whitespace-nowrap", classes)}
    >
      <Icon size={14} aria-hidden className="shrink-0" />
      {dueWords(due)}
      {due.what === "acknowledge" && " to acknowledge"}
      {due.acknowledgeOverdueOn !== null && ", not acknowledged"}
    </span>
  );
};

/** "Answer by 9 Dec 2026 (GDPR)". */
export const clockTitle = ({ what, on, acknowledgeOverdueOn }: Due, { law }: Pick<Ticket, "law">): string => {
  const acknowledge =
    acknowledgeOverdueOn === null ? "" : `Acknowledge by ${dayWords(acknowledgeOverdueOn)}, answer`;
  const verb = acknowledge === "" ? (what === "answer" ? "Answer" : "Acknowledge") : acknowledge;
  return `${verb} by ${dayWords(on)} (${lawWords[law]})`;
};
