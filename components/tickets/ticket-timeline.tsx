import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { useState } from "react";
import { actorWords } from "@/components/deletions/deletion-words";
import { useCurrentStore } from "@/components/layout/current-store";
import { Button } from "@/components/ui/button";
import { Textarea } from "@/components/ui/field";
import { Instant } from "@/components/ui/instant";
import { Notice } from "@/components/ui/notice";
import { Skeleton } from "@/components/ui/skeleton";
import { ErrorState } from "@/components/ui/view-state";
import { actionAnswer } from "@/lib/actions/action-answer";
import { shownError } from "@/lib/http/shown-error";
import { addTicketNoteAction } from "@/lib/tickets/actions";
import { assignableQuery, ticketEventsQuery } from "@/lib/tickets/query-options";
import type { Ticket, TicketAssignee, TicketEvent } from "@/lib/tickets/types";
import { unsearchedIn } from "@/lib/tickets/unsearched-facts";
import { ShownText } from "./shown-text";
import { ticketEventWords } from "./ticket-event-words";
import { TicketRegion } from "./ticket-region";
import { unsearchedSentences } from "./unsearched-words";
import { useTicketChange } from "./use-ticket-change";

/** What happened to the ticket, newest first, and a note to add. */
export const TicketTimeline = ({ ticket, canManage }: { ticket: Ticket; canManage: boolean }) => {
  const { data, error, refetch, fetchNextPage, hasNextPage, isFetchingNextPage } = useInfiniteQuery(
    ticketEventsQuery(ticket.id),
  );
  const assignable = useQuery(assignableQuery);
  const [note, setNote] = useState("");
  const add = useTicketChange(
    () => actionAnswer(() => addTicketNoteAction({ id: ticket.id, note })),
    () => setNote(""),
  );
  return (
    <TicketRegion title="Timeline">
      {canManage && ticket.details.state === "plain" && (
        <form
          className="grid gap-2"
          onSubmit={(event) => {
            event.preventDefault();
            if (note.trim() !== "" && !add.isPending) add.mutate();
          }}
        >
          <Textarea
            aria-label="Note"
            placeholder="Write a note. It is stored encrypted."
            dir="auto"
            value={note}
            onChange={(event) => setNote(event.target.value)}
          />
          {note.trim() !== "" && (
            <Button type="submit" className="justify-self-end" disabled={add.isPending} focusableWhenDisabled>
              Add note
            </Button>
          )}
          {add.error !== null && (
            <Notice look="warning" role="alert">
              {shownError(add.error).message}
            </Notice>
          )}
        </form>
      )}
      {data === undefined ? (
        error === null ? (
          <Skeleton className="h-20 w-full" />
        ) : (
          <ErrorState
            title="The timeline could not be loaded"
            {...shownError(error)}
            onRetry={() => void refetch()}
          />
        )
      ) : (
        <ol className="grid grid-cols-[minmax(0,1fr)] divide-y text-sm">
          {data.pages
            .flatMap(({ events }) => events)
            .map((event) => (
              <Event key={event.id} event={event} assignable={assignable.data ?? []} />
            ))}
        </ol>
      )}
      {hasNextPage && (
        <Button
          className="justify-self-start"
          disabled={isFetchingNextPage}
          focusableWhenDisabled
          onClick={() => void fetchNextPage()}
        >
          Show earlier
        </Button>
      )}
    </TicketRegion>
  );
};

const Event = ({ event, assignable }: { event: TicketEvent; assignable: readonly TicketAssignee[] }) => {
  const { deletionId, assigneeId } = event.facts;
  // Events hold ids, so that a member can be forgotten.
  const assignee = event.kind === "assigned" ? assignable.find(({ id }) => id === assigneeId)?.label : null;
  const { stores } = useCurrentStore();
  const unsearched = unsearchedIn(event.facts).map(({ storeId, why }) => ({
    storeName: stores.find(({ id }) => id === storeId)?.name ?? "A store",
    why,
  }));
  const said = assignee == null ? ticketEventWords(event) : `Assigned to ${assignee}`;
  const gaps = unsearchedSentences(unsearched);
  const words = gaps.length === 0 ? said : [`${said}.`, ...gaps].join(" ");
  return (
    <li className="grid grid-cols-[minmax(0,1fr)] gap-0.5 py-2">
      <span className="break-words">
        {typeof deletionId === "string" ? (
          <Link href={`/history/${deletionId}`} className="hover:underline">
            {words}
          </Link>
        ) : (
          words
        )}
      </span>
      {event.note !== null && (
        <span className="border-l-2 pl-2">
          <ShownText text={event.note} />
        </span>
      )}
      <span className="text-xs text-muted">
        <Instant at={event.at} />, <bdi>{actorWords(event.actor)}</bdi>
      </span>
    </li>
  );
};
