import { ChevronRight, ChevronsLeft, Download } from "lucide-react";
import Link from "next/link";
import type { ReactNode } from "react";
import { PageHeader } from "@/components/layout/page-header";
import { buttonClasses } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { ViewState } from "@/components/ui/view-state";
import type { AnchorSettings } from "@/lib/env/anchor-settings";
import type { ShownAnchor, ShownEventPage } from "@/lib/ledger/types";
import { ledgerHref, type EventFilter, isFiltered } from "@/lib/ledger/event-filter";
import { attestationWords, attestedThrough, type Attestation } from "@/lib/ledger/attestation";
import type { ShownAlarm } from "@/lib/ledger/alarms";
import type { Timeline } from "@/lib/ledger/timeline";
import { AcknowledgedAlarms } from "./acknowledged-alarms";
import { AnchorsSection } from "./anchors-section";
import { AttestorsSection } from "./attestors-section";
import { EventFilters, type EventActor } from "./event-filters";
import { EventsTable } from "./events-table";
import { TimelinePicture } from "./timeline-picture";
import { VerifyPanel } from "./verify-panel";

/** The ledger: what it is, whether it holds, what is in it, and what vouches for it outside. */
export const LedgerView = ({
  page,
  isFirstPage,
  filter,
  actors,
  attestation,
  timeline,
  alarms,
  anchors,
  settings,
  children,
}: {
  page: ShownEventPage;
  isFirstPage: boolean;
  filter: EventFilter;
  actors: readonly EventActor[];
  attestation: Attestation;
  timeline: Timeline;
  alarms: readonly ShownAlarm[];
  anchors: ShownAnchor[];
  settings: AnchorSettings;
  /** What stands beside the ledger: the journal of erasures. */
  children: ReactNode;
}) => (
  <>
    <PageHeader title="Ledger">
      {/* Not a Link: the answer is a file. */}
      <a href="/api/ledger/export" download="" className={buttonClasses()}>
        <Download size={14} aria-hidden />
        Export
      </a>
    </PageHeader>
    <div className="grid grid-cols-1 gap-6 py-4">
      <Verdict attestation={attestation} />
      <AcknowledgedAlarms alarms={alarms} />
      <p className="max-w-[70ch] px-4 text-sm text-muted">
        The ledger is the append-only record of what was done in Lethe: each event contains the hash of the
        one before it, so that changes, gaps and reordering show. It contains no memory text.
      </p>
      {children}
      <VerifyPanel attestedThrough={attestedThrough(attestation)} />
      <AttestorsSection attestation={attestation} />
      <TimelinePicture timeline={timeline} filter={filter} />
      <section aria-labelledby="events" className="grid grid-cols-1 gap-3">
        <h2 id="events" className="px-4 text-base font-semibold">
          Events
        </h2>
        <EventFilters filter={filter} actors={actors} />
        {page.events.length === 0 ? (
          <NoEvents isFirstPage={isFirstPage} isFiltered={isFiltered(filter)} />
        ) : (
          <>
            <EventsTable events={page.events} />
            <Paging filter={filter} isFirstPage={isFirstPage} nextBeforeSeq={page.nextBeforeSeq} />
          </>
        )}
      </section>
      <AnchorsSection anchors={anchors} settings={settings} />
    </div>
  </>
);

/** What the page says first: green for nothing but what somebody outside attests. */
const Verdict = ({ attestation }: { attestation: Attestation }) => {
  const { look, title, words } = attestationWords(attestation);
  return (
    <div className="max-w-[90ch] px-4">
      <Notice look={look}>
        <p className="font-medium wrap-anywhere">{title}</p>
        {words !== "" && <p className="mt-0.5 wrap-anywhere">{words}</p>}
      </Notice>
    </div>
  );
};

const NoEvents = ({ isFirstPage, isFiltered }: { isFirstPage: boolean; isFiltered: boolean }) =>
  isFiltered ? (
    <ViewState
      title="No event matches the filter"
      action={
        <Link href="/ledger" className={buttonClasses()}>
          Clear the filter
        </Link>
      }
    />
  ) : isFirstPage ? (
    <ViewState title="No events yet">
      The first event is recorded when a member is created or memories change.
    </ViewState>
  ) : (
    <ViewState
      title="There are no older events"
      action={
        <Link href="/ledger" className={buttonClasses()}>
          Show the newest
        </Link>
      }
    />
  );

const Paging = ({
  filter,
  isFirstPage,
  nextBeforeSeq,
}: {
  filter: EventFilter;
  isFirstPage: boolean;
  nextBeforeSeq: number | null;
}) => (
  <nav aria-label="Pages of the ledger" className="flex justify-end gap-1 px-4">
    {!isFirstPage && (
      <Link href={ledgerHref(filter, null)} className={buttonClasses("plain", "small")}>
        <ChevronsLeft size={14} aria-hidden />
        Newest
      </Link>
    )}
    {nextBeforeSeq !== null && (
      <Link href={ledgerHref(filter, nextBeforeSeq)} className={buttonClasses("plain", "small")}>
        Older
        <ChevronRight size={14} aria-hidden />
      </Link>
    )}
  </nav>
);
