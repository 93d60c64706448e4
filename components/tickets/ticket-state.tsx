import {
  Archive,
  Ban,
  CircleAlert,
  CircleCheck,
  CircleDot,
  CirclePlay,
  IdCard,
  ListChecks,
  Search,
  Undo2,
} from "lucide-react";
import { Badge } from "@/components/ui/badge";
import type { Ticket, TicketState } from "@/lib/tickets/types";
import { stateWords } from "@/lib/tickets/words";

const looks = {
  open: { look: "neutral", Icon: CircleDot },
  identity: { look: "warning", Icon: IdCard },
  searching: { look: "accent", Icon: Search },
  to_confirm: { look: "warning", Icon: ListChecks },
  erasing: { look: "accent", Icon: CirclePlay },
  done: { look: "success", Icon: CircleCheck },
  partly_done: { look: "warning", Icon: CircleAlert },
  denied: { look: "neutral", Icon: Ban },
  withdrawn: { look: "neutral", Icon: Undo2 },
  closed: { look: "neutral", Icon: Archive },
} as const satisfies Record<TicketState, unknown>;

/** Where a ticket stands, as an icon and a word; of a closed one also how it ended. */
export const TicketStateBadge = ({ ticket }: { ticket: Ticket }) => {
  const { look, Icon } = looks[ticket.state];
  return (
    <Badge look={look}>
      <Icon size={12} aria-hidden className="shrink-0" />
      {wordsOf(ticket)}
    </Badge>
  );
};

const lineClasses = {
  neutral: "text-muted",
  accent: "text-accent",
  warning: "text-warning",
  success: "text-success",
} as const;

/** The same where there is no room for a badge. */
export const StateLine = ({ ticket }: { ticket: Ticket }) => {
  const { look, Icon } = looks[ticket.state];
  return (
    <span className={`flex items-center gap-1 ${lineClasses[look]}`}>
      <Icon size={12} aria-hidden className="shrink-0" />
      {wordsOf(ticket)}
    </span>
  );
};

const wordsOf = ({ state, outcome }: Ticket): string =>
  outcome === null ? stateWords[state] : `${stateWords[state]}, ${stateWords[outcome].toLowerCase()}`;
