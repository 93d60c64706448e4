"use client";

import { relativeTime } from "./relative-time";
import { useClock } from "./use-clock";

// Made once: toLocaleString() makes one at every call, and a page of 200 rows has 400 instants (354 ms against 1).
const localFormat = new Intl.DateTimeFormat(undefined, { dateStyle: "medium", timeStyle: "medium" });

/** How long ago; on hover the exact instant in the member's zone and in UTC. `isExact` writes both out. */
export const Instant = ({ at, isExact = false }: { at: string; isExact?: boolean }) => {
  // The server cannot know the reader's clock: it prints the UTC date, and the browser takes over.
  const current = useClock("halfMinute");
  const date = new Date(at);
  if (current === null) return <time dateTime={at}>{at.slice(0, 10)}</time>;
  const local = localFormat.format(date);
  const utc = `${at.slice(0, 19).replace("T", " ")} UTC`;
  const ago = relativeTime(date.getTime(), current);
  return (
    <time dateTime={at} title={`${local}\n${utc}`} className={isExact ? undefined : "whitespace-nowrap"}>
      {isExact ? (
        <>
          {local} ({utc}){/* On paper it would be read at another time. */}
          <span className="print:hidden">
            , <span className="whitespace-nowrap">{ago}</span>
          </span>
        </>
      ) : (
        ago
      )}
    </time>
  );
};
