import { ChevronRight, ChevronsLeft, Download } from "lucide-react";
import Link from "next/link";
import type { ReactNode } from "react";
import { PageHeader } from "@/components/layout/page-header";
import { buttonClasses } from "@/components/ui/button";
import { ViewState } from "@/components/ui/view-state";
import type { AnchorSettings } from "@/lib/env/anchor-settings";
import type { ShownAnchor, ShownEventPage } from "@/lib/ledger/types";
import { AnchorsSection } from "./anchors-section";
import { EventsTable } from "./events-table";
import { VerifyPanel } from "./verify-panel";

/** The ledger: what it is, whether it holds, what is in it, and what vouches for it outside. */
export const LedgerView = ({
  page,
  isFirstPage,
  anchors,
  settings,
  children,
}: {
  page: ShownEventPage;
  isFirstPage: boolean;
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
      <p className="max-w-[70ch] px-4 text-sm text-muted">
        The ledger is the append-only record of what was done in Lethe: each event contains the hash of the
        one before it, so that changes, gaps and reordering show. It contains no memory text.
      </p>
      {children}
      <VerifyPanel />
      <section aria-labelledby="events" className="grid grid-cols-1 gap-3">
        <h2 id="events" className="px-4 text-base font-semibold">
          Events
        </h2>
        {page.events.length === 0 ? (
          <NoEvents isFirstPage={isFirstPage} />
        ) : (
          <>
            <EventsTable events={page.events} />
            <Paging isFirstPage={isFirstPage} nextBeforeSeq={page.nextBeforeSeq} />
          </>
        )}
      </section>
      <AnchorsSection anchors={anchors} settings={settings} />
    </div>
  </>
);

const NoEvents = ({ isFirstPage }: { isFirstPage: boolean }) =>
  isFirstPage ? (
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

const Paging = ({ isFirstPage, nextBeforeSeq }: { isFirstPage: boolean; nextBeforeSeq: number | null }) => (
  <nav aria-label="Pages of the ledger" className="flex justify-end gap-1 px-4">
    {!isFirstPage && (
      <Link href="/ledger" className={buttonClasses("plain", "small")}>
        <ChevronsLeft size={14} aria-hidden />
        Newest
      </Link>
    )}
    {nextBeforeSeq !== null && (
      <Link href={`/ledger?before=${nextBeforeSeq}`} className={buttonClasses("plain", "small")}>
        Older
        <ChevronRight size={14} aria-hidden />
      </Link>
    )}
  </nav>
);
