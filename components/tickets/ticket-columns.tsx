import Link from "next/link";
import type { DataColumn } from "@/components/data-table/types";
import { Instant } from "@/components/ui/instant";
import { VisibleText } from "@/components/ui/visible-text";
import { withNamedInvisible } from "@/lib/text/invisible-characters";
import { dayWords } from "@/lib/tickets/due";
import type { Ticket } from "@/lib/tickets/types";
import { lawWords, receivedByWords } from "@/lib/tickets/words";
import { hiddenDetailsWords, subjectWords } from "./shown-text";
import { TicketClock } from "./ticket-clock";
import { ticketHref } from "./ticket-href";
import { StateLine, TicketStateBadge } from "./ticket-state";

/** The columns of the table of tickets. */
export const ticketColumns: readonly DataColumn<Ticket>[] = [
  {
    id: "reference",
    label: "Reference",
    width: 160,
    isFixed: true,
    cell: (ticket) => (
      <>
        {/* The row itself opens it by keyboard; the link is for a new tab, and for screen readers. */}
        <Link
          href={ticketHref(ticket.reference)}
          tabIndex={-1}
          dir="auto"
          title={ticket.reference}
          className="block truncate font-medium"
        >
          {ticket.reference}
        </Link>
        {/* On a phone the columns of their own are out of sight. */}
        <span className="flex items-center gap-2 text-xs whitespace-nowrap sm:hidden">
          <TicketClock ticket={ticket} none={<StateLine ticket={ticket} />} />
        </span>
      </>
    ),
  },
  {
    id: "subject",
    label: "Who",
    width: 200,
    isFlexible: true,
    cell: (ticket) =>
      hiddenDetailsWords(ticket.details) === null ? (
        <OneLine text={subjectWords(ticket)} />
      ) : (
        <span className="block truncate text-muted">{subjectWords(ticket)}</span>
      ),
  },
  {
    id: "due",
    label: "Due",
    // "41 days overdue to acknowledge"
    width: 248,
    cell: (ticket) => <TicketClock ticket={ticket} none={<None />} />,
  },
  { id: "state", label: "State", width: 160, cell: (ticket) => <TicketStateBadge ticket={ticket} /> },
  { id: "law", label: "Law", width: 88, cell: ({ law }) => lawWords[law] },
  {
    id: "assignee",
    label: "Assigned to",
    width: 160,
    cell: ({ assignee }) =>
      assignee === null ? <None words="Nobody" /> : <OneLine text={assignee.label ?? "Former member"} />,
  },
  {
    id: "received",
    label: "Received",
    width: 112,
    cell: ({ receivedOn, receivedBy }) => (
      <span
        title={`By ${receivedBy === "api" ? "API" : receivedByWords[receivedBy].toLowerCase()}`}
        className="block truncate"
      >
        {dayWords(receivedOn)}
      </span>
    ),
  },
  { id: "updated", label: "Changed", width: 104, cell: ({ updatedAt }) => <Instant at={updatedAt} /> },
];

const OneLine = ({ text }: { text: string }) => (
  <span dir="auto" title={withNamedInvisible(text)} className="block truncate">
    <VisibleText text={text} />
  </span>
);

const None = ({ words = "None" }: { words?: string }) => (
  <span className="text-muted">
    <span aria-hidden>–</span>
    <span className="sr-only">{words}</span>
  </span>
);
