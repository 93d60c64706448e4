import clsx from "clsx";
import { ChevronRight, ChevronsLeft } from "lucide-react";
import Link from "next/link";
import { buttonClasses } from "@/components/ui/button";
import { Instant } from "@/components/ui/instant";
import { cellClasses, PlainTable } from "@/components/ui/plain-table";
import { ViewState } from "@/components/ui/view-state";
import {
  securityEventGroups,
  type SecurityEventGroup,
  type SecurityEventPage,
  type ShownSecurityEvent,
} from "@/lib/access/security-events";
import { securityEventDays } from "@/lib/security/event-kinds";
import { groupWords, securityActorWords, securityEventWords } from "./security-event-words";

/** What happened at the doors, newest first. */
export const SecurityView = ({
  page,
  group,
  isFirstPage,
  isAdminTotpRequired,
  providerName,
}: {
  page: SecurityEventPage;
  group: SecurityEventGroup | null;
  isFirstPage: boolean;
  /** By LETHE_ADMIN_TOTP. */
  isAdminTotpRequired: boolean;
  /** Of the OpenID Connect provider; null: none is configured. */
  providerName: string | null;
}) => (
  <div className="grid grid-cols-1 gap-3 py-4">
    <p className="max-w-[70ch] px-4 text-sm">
      {isAdminTotpRequired
        ? "Admins need a one-time password when they sign in with a password (LETHE_ADMIN_TOTP)."
        : "One-time passwords are optional, for admins too (LETHE_ADMIN_TOTP)."}
      {providerName !== null &&
        ` Who signs in with ${providerName} is never asked for one by Lethe: require a second factor there.`}
    </p>
    <p className="max-w-[70ch] px-4 text-sm text-muted">
      Sign-ins, failures, and what was refused, for {securityEventDays} days. Passwords and keys that were
      tried are not recorded.
    </p>
    <GroupLinks group={group} />
    {page.events.length === 0 ? (
      <NoEvents group={group} isFirstPage={isFirstPage} />
    ) : (
      <>
        <PlainTable
          label="Security events"
          titles={["When", "What", "Member or API key", "Address", "Times"]}
        >
          {page.events.map((event) => (
            <EventRow key={event.id} event={event} />
          ))}
        </PlainTable>
        <nav aria-label="Pages of security events" className="flex justify-end gap-1 px-4">
          {!isFirstPage && (
            <Link href={hrefOf({ group })} className={buttonClasses("plain", "small")}>
              <ChevronsLeft size={14} aria-hidden />
              Newest
            </Link>
          )}
          {page.nextBeforeId !== null && (
            <Link
              href={hrefOf({ group, before: page.nextBeforeId })}
              className={buttonClasses("plain", "small")}
            >
              Older
              <ChevronRight size={14} aria-hidden />
            </Link>
          )}
        </nav>
      </>
    )}
  </div>
);

const hrefOf = ({ group, before }: { group: SecurityEventGroup | null; before?: number }): string => {
  const query = new URLSearchParams({
    ...(group === null ? {} : { show: group }),
    ...(before === undefined ? {} : { before: String(before) }),
  }).toString();
  return `/settings/security${query === "" ? "" : `?${query}`}`;
};

const GroupLinks = ({ group }: { group: SecurityEventGroup | null }) => (
  <nav aria-label="Kinds of events" className="flex gap-1 overflow-x-auto px-4">
    {([null, ...securityEventGroups] as const).map((each) => (
      <Link
        key={each ?? "all"}
        href={hrefOf({ group: each })}
        aria-current={each === group ? "page" : undefined}
        className={clsx(
          "flex h-8 items-center rounded-md px-3 text-sm font-medium whitespace-nowrap",
          each === group ? "bg-accent-soft text-accent" : "text-muted hover:bg-hover hover:text-text",
        )}
      >
        {each === null ? "All" : groupWords[each]}
      </Link>
    ))}
  </nav>
);

const EventRow = ({ event }: { event: ShownSecurityEvent }) => {
  const actor = securityActorWords(event);
  return (
    <tr className="border-t hover:bg-hover">
      <td className={cellClasses}>
        <Instant at={event.at} />
      </td>
      <td className={cellClasses}>{securityEventWords(event)}</td>
      <td className={cellClasses}>
        {actor === null ? (
          <span className="text-muted">Not known</span>
        ) : (
          <bdi className="block max-w-64 truncate" title={actor}>
            {actor}
          </bdi>
        )}
      </td>
      <td className={clsx(cellClasses, "font-mono text-xs")}>
        {event.address ?? <span className="font-sans text-sm text-muted">Not known</span>}
      </td>
      <td className={clsx(cellClasses, "tabular-nums")}>{event.count.toLocaleString("en")}</td>
    </tr>
  );
};

const NoEvents = ({ group, isFirstPage }: { group: SecurityEventGroup | null; isFirstPage: boolean }) =>
  isFirstPage ? (
    <ViewState title={group === null ? "No events yet" : "No such events"}>
      {group === null
        ? "The next sign-in will show here."
        : `None in the last ${securityEventDays} days. Other kinds may have some.`}
    </ViewState>
  ) : (
    <ViewState
      title="There are no older events"
      action={
        <Link href={hrefOf({ group })} className={buttonClasses()}>
          Show the newest
        </Link>
      }
    />
  );
