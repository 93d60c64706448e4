import type { Metadata } from "next";
import Link from "next/link";
import { z } from "zod";
import { JournalSection } from "@/components/journal/journal-section";
import { NoPermission } from "@/components/layout/no-permission";
import { PageHeader } from "@/components/layout/page-header";
import { LedgerView } from "@/components/ledger/ledger-view";
import { buttonClasses } from "@/components/ui/button";
import { ViewState } from "@/components/ui/view-state";
import { contextOf, requireMember } from "@/lib/access/server/member-context";
import { can } from "@/lib/access/types";
import { env } from "@/lib/env/env";
import { getJournal } from "@/lib/journal/server/get-journal";
import { ledgerSearchSchema } from "@/lib/ledger/event-filter";
import { listAnchors } from "@/lib/ledger/server/list-anchors";
import { listEventActors } from "@/lib/ledger/server/list-event-actors";
import { listEvents } from "@/lib/ledger/server/list-events";
import { listAlarms } from "@/lib/ledger/server/log/list-alarms";
import { listAttestors } from "@/lib/ledger/server/log/list-attestors";
import { readTimeline } from "@/lib/ledger/server/log/read-timeline";
import { timelinePeriods } from "@/lib/ledger/timeline";

export const metadata: Metadata = { title: "Ledger" };

const searchSchema = ledgerSearchSchema.extend({
  // How far the picture reaches, and not what is listed: what cannot be read is the usual one.
  period: z.enum(timelinePeriods).catch("month"),
});

const LedgerPage = async ({ searchParams }: PageProps<"/ledger">) => {
  const member = await requireMember("/ledger");
  if (!can(member.role, "ledger:read")) {
    return (
      <>
        <PageHeader title="Ledger" />
        <NoPermission member={member} permission="ledger:read" />
      </>
    );
  }
  const search = searchSchema.safeParse(await searchParams);
  if (!search.success) return <UnreadableAddress />;
  const { before: beforeSeq, period, ...filter } = search.data;
  const ctx = contextOf(member);
  const { anchors: settings, attestation } = env();
  const [page, actors, attested, timeline, alarms, anchors, journal] = await Promise.all([
    listEvents(ctx, { beforeSeq, filter }),
    listEventActors(ctx),
    listAttestors(ctx, { attestation, anchors: settings }),
    readTimeline(ctx, { period, attestation, anchors: settings }),
    listAlarms(ctx),
    listAnchors(ctx),
    getJournal(ctx),
  ]);
  return (
    <LedgerView
      page={page}
      isFirstPage={beforeSeq === null}
      filter={filter}
      actors={actors}
      attestation={attested}
      timeline={timeline}
      alarms={alarms}
      anchors={anchors}
      settings={settings}
    >
      <JournalSection
        journal={journal}
        settings={env().journal}
        canReplay={can(member.role, "journal:replay")}
      />
    </LedgerView>
  );
};

const UnreadableAddress = () => (
  <>
    <PageHeader title="Ledger" />
    <ViewState
      role="alert"
      title="The filter in this link is not valid"
      action={
        <Link href="/ledger" className={buttonClasses()}>
          Show the newest
        </Link>
      }
    />
  </>
);

export default LedgerPage;
