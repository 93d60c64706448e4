"use client";

import { LoadFailed, RefreshFailed } from "@/components/layout/load-states";
import { useQuery } from "@tanstack/react-query";
import { ArrowLeft, ExternalLink } from "lucide-react";
import Link from "next/link";
import { CertificateMenu } from "@/components/certificates/certificate-menu";
import { PageHeader } from "@/components/layout/page-header";
import { LiveIndicator } from "@/components/live/live-indicator";
import { buttonClasses } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { Skeleton } from "@/components/ui/skeleton";
import { can, type Role } from "@/lib/access/types";
import { dayWords } from "@/lib/tickets/due";
import { ticketQuery } from "@/lib/tickets/query-options";
import type { Ticket, TicketView as View } from "@/lib/tickets/types";
import { lawWords } from "@/lib/tickets/words";
import { AssigneeSelect } from "./assignee-select";
import { TicketClock } from "./ticket-clock";
import { ReturnedNotice } from "./ticket-returned";
import { TicketRegion } from "./ticket-region";
import { ErasedRegion, FoundRegion, LookedAgainRegion, NotCoveredRegion } from "./ticket-regions";
import { RecipientsRegion } from "./ticket-recipients";
import { TicketStateBadge } from "./ticket-state";
import { HeldRegion } from "./ticket-held";
import { SuppressionRegion } from "./ticket-suppression";
import { TicketSteps } from "./ticket-steps";
import { TicketTimeline } from "./ticket-timeline";
import { WhoRegion } from "./ticket-who";
import { useFocusWhenMade } from "./use-kept-focus";
import { ticketVerdict } from "./verdict-words";

/** One ticket: its verdict, what is to be done next, and everything that is known of it. */
export const TicketView = ({
  reference,
  role,
  memberId,
}: {
  reference: string;
  role: Role;
  memberId: string;
}) => {
  const { data, error, refetch } = useQuery(ticketQuery(reference));
  const heading = useFocusWhenMade(reference);
  const retry = () => void refetch();
  return (
    <>
      <PageHeader title={data?.ticket.reference ?? reference} titleRef={heading} note={<LiveIndicator />}>
        <Link href="/tickets" className={buttonClasses("plain", "small")}>
          <ArrowLeft size={14} aria-hidden />
          All tickets
        </Link>
      </PageHeader>
      {error !== null && data !== undefined && <RefreshFailed error={error} onRetry={retry} />}
      <div className="w-full max-w-6xl px-4 py-5">
        {data !== undefined ? (
          <Details view={data} role={role} memberId={memberId} />
        ) : error !== null ? (
          <LoadFailed error={error} title="The ticket could not be loaded" onRetry={retry} />
        ) : (
          <Skeleton className="h-40 w-full" />
        )}
      </div>
    </>
  );
};

const Details = ({ view, role, memberId }: { view: View; role: Role; memberId: string }) => {
  const { ticket } = view;
  const canManage = can(role, "tickets:manage");
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-6">
      <section aria-label="Status" className="grid gap-3">
        <Verdict view={view} />
        <ReturnedNotice view={view} />
        <StatusLine ticket={ticket} canManage={canManage} memberId={memberId} />
        {canManage && <TicketSteps view={view} />}
      </section>
      <div className="grid grid-cols-[minmax(0,1fr)] gap-6 lg:grid-cols-[minmax(0,1fr)_20rem]">
        <div className="grid grid-cols-[minmax(0,1fr)] content-start gap-6">
          <WhoRegion ticket={ticket} canManage={canManage} />
          <FoundRegion view={view} />
          <ErasedRegion view={view} />
          <NotCoveredRegion view={view} />
          <HeldRegion ticket={ticket} held={view.held} role={role} />
          <SuppressionRegion view={view} role={role} />
          <RecipientsRegion view={view} canManage={canManage} />
          <LookedAgainRegion view={view} />
          <CertificateRegion view={view} role={role} />
        </div>
        <TicketTimeline ticket={ticket} canManage={canManage} />
      </div>
    </div>
  );
};

/** Where there is something to certify: deletions, or a refusal. While one goes on it is said that it has to end first. */
const CertificateRegion = ({ view: { ticket, deletionCount, verdict }, role }: { view: View; role: Role }) =>
  can(role, "certificates:issue") && (deletionCount > 0 || ticket.denialGround !== null) ? (
    <TicketRegion title="Certificate">
      <CertificateMenu
        about={{ ticketReference: ticket.reference }}
        subject={{ ticketId: ticket.id }}
        role={role}
        notYet={notYetWords(verdict)}
      />
    </TicketRegion>
  ) : null;

/** Why there is nothing to certify yet; null when there is. */
const notYetWords = (verdict: View["verdict"]): string | null => {
  if (verdict === null || verdict.unfinishedCount === 0) return null;
  return verdict.waitingCount === verdict.unfinishedCount
    ? "There is no certificate before another admin has decided on what waits for approval, and it has ended."
    : "There is no certificate before the deletions of this ticket have ended.";
};

const Verdict = ({ view }: { view: View }) => {
  const verdict = ticketVerdict(view);
  if (verdict === null) return null;
  return (
    <Notice look={verdict.look}>
      <p className="text-base font-medium">{verdict.words}</p>
      {verdict.rest.length > 0 && <p className="max-w-[70ch] text-muted">{verdict.rest.join(" · ")}</p>}
    </Notice>
  );
};

const StatusLine = ({
  ticket,
  canManage,
  memberId,
}: {
  ticket: Ticket;
  canManage: boolean;
  memberId: string;
}) => {
  const { law, dueOn, extendedOn, details, assignee } = ticket;
  return (
    <div className="flex flex-wrap items-center gap-x-4 gap-y-2 text-sm">
      <TicketStateBadge ticket={ticket} />
      <span className="flex flex-wrap items-center gap-x-2">
        <TicketClock ticket={ticket} />
        <span className="text-muted">
          {lawWords[law]}
          {dueOn === null ? ", no day set" : `: ${dayWords(dueOn)}`}
          {extendedOn !== null && ", extended"}
        </span>
      </span>
      {canManage ? (
        <AssigneeSelect ticket={ticket} memberId={memberId} />
      ) : (
        <span className="text-muted">
          {assignee === null ? "Assigned to nobody" : `Assigned to ${assignee.label ?? "a former member"}`}
        </span>
      )}
      {details.state === "plain" && details.helpdeskUrl !== null && (
        <a
          href={details.helpdeskUrl}
          target="_blank"
          rel="noreferrer noopener"
          className={buttonClasses("plain", "small")}
        >
          <ExternalLink size={14} aria-hidden />
          Open in the helpdesk
        </a>
      )}
    </div>
  );
};
