"use client";

import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { useEffect, useState, useSyncExternalStore } from "react";
import { PageHeader } from "@/components/layout/page-header";
import { Skeleton } from "@/components/ui/skeleton";
import { Button, buttonClasses } from "@/components/ui/button";
import { ErrorState, ViewState } from "@/components/ui/view-state";
import { shownError } from "@/lib/http/shown-error";
import { ticketQuery } from "@/lib/tickets/query-options";
import { PeopleSearch, type PeopleProps } from "./people-search";
import { personInHash, ticketInHash } from "./person-hash";

/** The page that finds a person in all stores, and erases them. */
export const PeopleView = (props: PeopleProps) => {
  const hash = useSyncExternalStore(
    onHashChange,
    () => window.location.hash,
    () => "",
  );
  const ticket = ticketInHash(hash);
  // A person whom the address names is taken out of it, so that they stay in no history of the browser.
  const [named, setNamed] = useState({ text: "", count: 0 });
  useEffect(() => {
    const take = () => {
      const text = personInHash(window.location.hash);
      if (text === null) return;
      const { pathname, search } = window.location;
      window.history.replaceState(window.history.state, "", `${pathname}${search}`);
      setNamed(({ count }) => ({ text, count: count + 1 }));
    };
    take();
    return onHashChange(take);
  }, []);
  return (
    <>
      <PageHeader
        title="People"
        note={
          ticket === null
            ? "Find everything about a person, in all stores."
            : "The person that a ticket is about, in all stores."
        }
      >
        <Link href="/watch" className={buttonClasses("quiet", "small")}>
          Watch it go
        </Link>
        {ticket !== null && (
          <Link href={`/tickets/${encodeURIComponent(ticket)}`} className={buttonClasses("plain", "small")}>
            <bdi className="max-w-48 truncate">{ticket}</bdi>
          </Link>
        )}
        {ticket !== null && (
          // By the fragment, of whose change the browser tells; a link of the router would change it in silence.
          <Button
            size="small"
            onClick={() => {
              setNamed(({ count }) => ({ text: "", count: count + 1 }));
              window.location.hash = "";
            }}
          >
            Find somebody else
          </Button>
        )}
      </PageHeader>
      {ticket === null ? (
        <PeopleSearch key={named.count} {...props} initialText={named.text} ticket={null} />
      ) : (
        <OfTicket key={hash} {...props} reference={ticket} />
      )}
    </>
  );
};

const onHashChange = (notify: () => void) => {
  window.addEventListener("hashchange", notify);
  return () => window.removeEventListener("hashchange", notify);
};

/** Reads whom the ticket is about, and searches for them at once. */
const OfTicket = ({ reference, ...props }: PeopleProps & { reference: string }) => {
  const { data, error, refetch } = useQuery(ticketQuery(reference));
  if (error !== null && data === undefined)
    return (
      <ErrorState
        title="The ticket could not be read"
        {...shownError(error)}
        onRetry={() => void refetch()}
      />
    );
  if (data === undefined)
    return (
      <div role="status" aria-label="Reading the ticket" className="grid gap-2 px-4 py-5">
        <Skeleton className="w-32" />
        <Skeleton className="h-8 w-full max-w-3xl" />
      </div>
    );
  const { details } = data.ticket;
  if (details.state !== "plain" || details.names.length === 0)
    return (
      <ViewState
        title="The ticket’s names cannot be read"
        action={
          <Link href="/people" className={buttonClasses()}>
            Search by a name
          </Link>
        }
      >
        {details.state === "erased"
          ? "They were erased some time after it was closed."
          : "They were sealed under another LETHE_SECRET."}
      </ViewState>
    );
  return (
    <PeopleSearch
      {...props}
      initialText={details.names.join("\n")}
      initialConfirmed={details.aliases}
      ticket={data.ticket}
    />
  );
};
