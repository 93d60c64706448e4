import { dehydrate, HydrationBoundary, QueryClient } from "@tanstack/react-query";
import type { Metadata } from "next";
import { Suspense, type ReactNode } from "react";
import { PageHeader } from "@/components/layout/page-header";
import { LiveIndicator } from "@/components/live/live-indicator";
import { BlockSkeleton } from "@/components/overview/block";
import { DeletionsBlock, deletionsTitle } from "@/components/overview/deletions-block";
import { unfinishedSearch } from "@/components/overview/history-href";
import { LedgerBlock, ledgerTitle } from "@/components/overview/ledger-block";
import { MemoriesBlock, MemoriesSkeleton } from "@/components/overview/memories-block";
import { OnceHydrated } from "@/components/overview/once-hydrated";
import { OverviewGrid } from "@/components/overview/overview-grid";
import { RulesBlock, rulesTitle } from "@/components/overview/rules-block";
import { RunningBlock, runningTitle } from "@/components/overview/running-block";
import { StaleBlock, staleTitle } from "@/components/overview/stale-block";
import { dueSearch, overdueSearch } from "@/components/overview/ticket-searches";
import { WaitingBlock } from "@/components/overview/waiting-block";
import { WaitingSkeleton } from "@/components/overview/waiting-skeleton";
import type { Context } from "@/lib/access/context";
import { contextOf, requireMember } from "@/lib/access/server/member-context";
import { can, type Permission } from "@/lib/access/types";
import { ledgerAttestationQuery } from "@/lib/alarms/query-options";
import { deletionCountQuery, deletionPageQuery, deletionPageSize } from "@/lib/deletions/query-options";
import { recentDeletionsQuery, type RecentDeletions } from "@/lib/deletions/recent-deletions";
import { countDeletions, listDeletions } from "@/lib/deletions/server/history/list-deletions";
import { sumUpRecentDeletions } from "@/lib/deletions/server/history/sum-up-recent";
import { env } from "@/lib/env/env";
import { listAttestors } from "@/lib/ledger/server/log/list-attestors";
import { comingRunsQuery } from "@/lib/retention/query-options";
import { listComingRuns } from "@/lib/retention/server/list-rules";
import { ticketCountQuery } from "@/lib/tickets/query-options";
import { countTickets } from "@/lib/tickets/server/list-tickets";

export const metadata: Metadata = { title: "Overview" };

/** Each block is read by itself, and comes when it is there; which there are depends on the role. */
const OverviewPage = async () => {
  const member = await requireMember("/");
  const ctx = contextOf(member);
  const may = (permission: Permission) => can(member.role, permission);
  // Two blocks tell of it.
  const recent = may("deletions:read") ? sumUpRecentDeletions(ctx) : null;
  recent?.catch(() => undefined);
  return (
    <>
      <PageHeader title="Overview" note={<LiveIndicator />} />
      <ReadAhead
        place={<WaitingSkeleton />}
        reads={(client) => [
          ...(may("tickets:read") ? dueTickets(client, ctx) : []),
          ...(recent === null ? [] : [recentDeletions(client, recent)]),
          ...(may("retention:manage") ? [comingRuns(client, ctx)] : []),
        ]}
      >
        <WaitingBlock canManageRules={may("retention:manage")} />
      </ReadAhead>
      <OverviewGrid>
        {may("memories:read") && (
          <>
            <OnceHydrated place={<MemoriesSkeleton />}>
              <MemoriesBlock />
            </OnceHydrated>
            <OnceHydrated place={<BlockSkeleton title={staleTitle} lineCount={5} />}>
              <StaleBlock />
            </OnceHydrated>
          </>
        )}
        {recent !== null && (
          <>
            <ReadAhead
              place={<BlockSkeleton title={deletionsTitle} lineCount={8} />}
              reads={(client) => [recentDeletions(client, recent)]}
            >
              <DeletionsBlock />
            </ReadAhead>
            <ReadAhead
              place={<BlockSkeleton title={runningTitle} lineCount={2} />}
              reads={(client) => unfinishedDeletions(client, ctx)}
            >
              <RunningBlock />
            </ReadAhead>
            <ReadAhead
              place={<BlockSkeleton title={rulesTitle} lineCount={2} />}
              reads={(client) => [comingRuns(client, ctx)]}
            >
              <RulesBlock canManage={may("retention:manage")} />
            </ReadAhead>
          </>
        )}
        {may("ledger:read") && (
          <ReadAhead
            place={<BlockSkeleton title={ledgerTitle} lineCount={2} />}
            reads={(client) => [attestation(client, ctx)]}
          >
            <LedgerBlock />
          </ReadAhead>
        )}
      </OverviewGrid>
    </>
  );
};

type Read = { reads: (client: QueryClient) => Promise<unknown>[]; place: ReactNode; children: ReactNode };

/** Reads for a block, whose place is shown until then. A read that fails here is tried again, and explained, by the browser. */
const ReadAhead = (read: Read) => (
  <Suspense fallback={read.place}>
    <AfterReading {...read} />
  </Suspense>
);

const AfterReading = async ({ reads, place, children }: Read) => {
  const client = new QueryClient();
  await Promise.allSettled(reads(client));
  return (
    <HydrationBoundary state={dehydrate(client)}>
      <OnceHydrated place={place}>{children}</OnceHydrated>
    </HydrationBoundary>
  );
};

const dueTickets = (client: QueryClient, ctx: Context) =>
  [dueSearch, overdueSearch].map((search) =>
    client.query({ ...ticketCountQuery(search), queryFn: () => countTickets(ctx, search) }),
  );

const recentDeletions = (client: QueryClient, recent: Promise<RecentDeletions>) =>
  client.query({ ...recentDeletionsQuery, queryFn: () => recent });

const unfinishedDeletions = (client: QueryClient, ctx: Context) => [
  client.query({
    ...deletionPageQuery(unfinishedSearch),
    queryFn: () => listDeletions(ctx, { search: unfinishedSearch, limit: deletionPageSize }),
  }),
  client.query({
    ...deletionCountQuery(unfinishedSearch),
    queryFn: () => countDeletions(ctx, unfinishedSearch),
  }),
];

const comingRuns = (client: QueryClient, ctx: Context) =>
  client.query({ ...comingRunsQuery, queryFn: () => listComingRuns(ctx) });

const attestation = (client: QueryClient, ctx: Context) => {
  const settings = env();
  return client.query({ ...ledgerAttestationQuery, queryFn: () => listAttestors(ctx, settings) });
};

export default OverviewPage;
