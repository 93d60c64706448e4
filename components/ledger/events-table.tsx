import Link from "next/link";
import { Instant } from "@/components/ui/instant";
import { ShortId } from "@/components/ui/short-id";
import type { ShownEvent } from "@/lib/ledger/types";
import { actorWordsOf, eventWords } from "./event-words";
import { cellClasses, PlainTable } from "@/components/ui/plain-table";

/** Events of the ledger, newest first. */
export const EventsTable = ({ events }: { events: ShownEvent[] }) => (
  <PlainTable label="Ledger events" titles={["Number", "When", "What", "Who", "Deletion", "Hash"]}>
    {events.map((event) => (
      <EventRow key={event.seq} event={event} />
    ))}
  </PlainTable>
);

const EventRow = ({ event }: { event: ShownEvent }) => {
  const actor = actorWordsOf(event);
  return (
    <tr className="border-t hover:bg-hover">
      <td className={cellClasses}>{event.seq.toLocaleString("en")}</td>
      <td className={cellClasses}>
        <Instant at={event.recordedAt} />
      </td>
      <td className={cellClasses}>
        <span dir="auto">{eventWords(event)}</span>
      </td>
      <td className={cellClasses}>
        {actor === null ? (
          <span className="text-muted">Not recorded</span>
        ) : (
          <span dir="auto" title={event.actor?.id}>
            {actor}
          </span>
        )}
      </td>
      <td className={cellClasses}>
        {event.deletionId === null ? (
          <span className="text-muted">None</span>
        ) : (
          <Link href={`/history/${event.deletionId}`} className="text-accent underline underline-offset-2">
            <ShortId id={event.deletionId} />
          </Link>
        )}
      </td>
      <td className={cellClasses}>
        <ShortId id={event.hash} />
      </td>
    </tr>
  );
};
