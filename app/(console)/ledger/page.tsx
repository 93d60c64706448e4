import type { Metadata } from "next";
import Link from "next/link";
import { z } from "zod";
import { JournalSection } from "@/components/journal/journal-section";
import { NoPermission } from "@/components/layout/no-permission";
import { PageHeader } from "@/components/layout/page-header";
import { LedgerView } from "@/components/ledger/ledger-view";
import { buttonClasses } from "@/components/ui/button";
import { ViewState } from "@/components/ui/view-state";
import { env } from "@/lib/env/env";
import { getJournal } from "@/lib/journal/server/get-journal";
import { listAnchors } from "@/lib/ledger/server/list-anchors";
import { listEvents } from "@/lib/ledger/server/list-events";
import { contextOf, requireMember } from "@/lib/access/server/member-context";
import { can } from "@/lib/access/types";

export const metadata: Metadata = { title: "Ledger" };

const beforeSchema = z.union([z.undefined().transform(() => null), z.coerce.number().int().min(1)]);

const LedgerPage = async ({ searchParams }: { searchParams: Promise<{ before?: string | string[] }> }) => {
  const member = await requireMember("/ledger");
  if (!can(member.role, "ledger:read")) {
    return (
      <>
        <PageHeader title="Ledger" />
        <NoPermission member={member} permission="ledger:read" />
      </>
    );
  }
  const before = beforeSchema.safeParse((await searchParams).before);
  if (!before.success) return <UnreadableAddress />;
  const ctx = contextOf(member);
  const [page, anchors, journal] = await Promise.all([
    listEvents(ctx, { beforeSeq: before.data }),
    listAnchors(ctx),
    getJournal(ctx),
  ]);
  return (
    <LedgerView page={page} isFirstPage={before.data === null} anchors={anchors} settings={env().anchors}>
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
      title="The page in this link is not valid"
      action={
        <Link href="/ledger" className={buttonClasses()}>
          Show the newest
        </Link>
      }
    />
  </>
);

export default LedgerPage;
