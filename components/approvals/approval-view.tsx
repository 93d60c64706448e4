"use client";

import { LoadFailed, RefreshFailed } from "@/components/layout/load-states";
import { useQuery } from "@tanstack/react-query";
import { ArrowLeft } from "lucide-react";
import Link from "next/link";
import type { ReactNode } from "react";
import { actorWords } from "@/components/deletions/deletion-words";
import { SelectionFact } from "@/components/deletions/selection-fact";
import { RuleFacts } from "@/components/retention/rule-facts";
import { PageHeader } from "@/components/layout/page-header";
import { LiveIndicator } from "@/components/live/live-indicator";
import { VisibleText } from "@/components/ui/visible-text";
import { buttonClasses } from "@/components/ui/button";
import { Instant } from "@/components/ui/instant";
import { Notice } from "@/components/ui/notice";
import { Skeleton } from "@/components/ui/skeleton";
import { approvalQuery } from "@/lib/approvals/query-options";
import type { Approval, ApprovalId } from "@/lib/approvals/types";
import { memoryCountWords } from "@/lib/memories/count-words";
import { ApprovalStateBadge } from "./approval-state";
import { subjectWords } from "./approval-words";
import { DoItNow } from "./approvals-view";
import { Decision } from "./decision";
import { FrozenSelection } from "./frozen-selection";
import { Withdraw } from "./withdraw";

/** One request for approval: what it is about, who asked, and the two buttons. */
export const ApprovalView = ({ id }: { id: ApprovalId }) => {
  const { data: approval, error, refetch } = useQuery(approvalQuery(id));
  const retry = () => void refetch();
  return (
    <>
      <PageHeader
        title={approval === undefined ? "Approval" : subjectWords(approval)}
        note={<LiveIndicator />}
      >
        <Link href="/approvals" className={buttonClasses("plain", "small")}>
          <ArrowLeft size={14} aria-hidden />
          All approvals
        </Link>
      </PageHeader>
      {error !== null && approval !== undefined && <RefreshFailed error={error} onRetry={retry} />}
      <div className="grid w-full max-w-5xl grid-cols-[minmax(0,1fr)] gap-6 px-4 py-5">
        {approval !== undefined ? (
          <Details approval={approval} />
        ) : error !== null ? (
          <LoadFailed error={error} onRetry={retry} />
        ) : (
          <Skeleton className="h-20 w-full" />
        )}
      </div>
    </>
  );
};

const Details = ({ approval }: { approval: Approval }) => {
  const { about, state } = approval;
  return (
    <>
      <section aria-label="Decision" className="grid gap-3">
        <div className="flex flex-wrap items-center gap-3">
          <ApprovalStateBadge state={state} />
          <DoItNow approval={approval} />
          <Withdraw approval={approval} />
          {about.kind === "deletion" && (
            <Link href={`/history/${about.deletion.id}`} className={buttonClasses("plain", "small")}>
              View the deletion
            </Link>
          )}
        </div>
        <StateNotice approval={approval} />
      </section>
      <Facts approval={approval} />
      {about.kind === "deletion" && state === "waiting" && (
        <FrozenSelection approvalId={approval.id} deletion={about.deletion} />
      )}
      {approval.canDecide && <Decision approval={approval} />}
    </>
  );
};

const StateNotice = ({ approval }: { approval: Approval }) => {
  const { about, state, isOwn, canDecide, decidedBy, reason } = approval;
  const who = decidedBy === null ? "another admin" : actorWords(decidedBy);
  switch (state) {
    case "freezing":
      return <Notice>The memories are being selected. It can be decided as soon as that is done.</Notice>;
    case "waiting":
      if (canDecide) return null;
      return (
        <Notice>
          {isOwn
            ? "You asked for this, so another admin has to decide. Nothing happens before that."
            : "Another admin has to decide. Nothing happens before that."}
        </Notice>
      );
    case "approved":
      if (about.kind === "deletion")
        return (
          <Notice look="success">
            Approved by <bdi>{who}</bdi>.
          </Notice>
        );
      return (
        <Notice look="success">
          Approved by <bdi>{who}</bdi>.{" "}
          {isOwn
            ? "You can do it now, once, exactly as asked."
            : "It can be done once, by the one who asked."}
        </Notice>
      );
    case "used":
      return (
        <Notice look="success">
          Approved by <bdi>{who}</bdi>, and done.
        </Notice>
      );
    case "declined":
      return (
        <Notice look="warning">
          Declined by <bdi>{who}</bdi>.{" "}
          {reason === null ? (
            "No reason was given."
          ) : (
            <span className="block max-w-[70ch] whitespace-pre-wrap">
              Reason: <VisibleText text={reason} />
            </span>
          )}
        </Notice>
      );
    case "expired":
      return (
        <Notice look="warning">
          {decidedBy?.kind === "member"
            ? "It was approved, but not done within 24 hours."
            : "It was not approved within 24 hours. Ask again if it is still needed."}
        </Notice>
      );
    case "withdrawn":
      return decidedBy?.kind === "system" ? (
        <Notice>There was nothing left to approve.</Notice>
      ) : (
        <Notice>
          Withdrawn by <bdi>{who}</bdi>.
        </Notice>
      );
  }
};

const Facts = ({ approval }: { approval: Approval }) => {
  const { about, requestedBy, requestedAt, expiresAt, state, decidedBy, decidedAt } = approval;
  const isOpen = state === "waiting" || state === "freezing" || state === "approved";
  return (
    <dl className="grid gap-x-6 text-sm sm:grid-cols-[9rem_minmax(0,1fr)]">
      <Fact label="Asked by">
        <bdi>{actorWords(requestedBy)}</bdi>
        {requestedBy.kind !== "system" && <span className="text-muted"> as {requestedBy.role}</span>}
      </Fact>
      <Fact label="Asked">
        <Instant at={requestedAt} isExact />
      </Fact>
      {about.kind === "deletion" && (
        <>
          <Fact label="Memories">
            {about.deletion.requestedCount === null
              ? "Being selected"
              : memoryCountWords(about.deletion.requestedCount)}
          </Fact>
          <Fact label="Store">
            <bdi>{about.deletion.storeName}</bdi>
          </Fact>
          <Fact label="Selection">
            <SelectionFact deletion={about.deletion} />
          </Fact>
          <Fact label="Ticket">
            <Text value={about.deletion.ticket} />
          </Fact>
          <Fact label="Reason">
            <Text value={about.deletion.reason} />
          </Fact>
        </>
      )}
      {about.kind === "change" && about.request.kind === "retention" && (
        <RuleFacts
          ruleId={about.request.change.ruleId}
          version={about.request.change.action === "turn-on" ? about.request.change.version : null}
          Fact={Fact}
        />
      )}
      {isOpen && !(about.kind === "deletion" && state === "approved") && (
        <Fact label={state === "approved" ? "Can be done until" : "Expires"}>
          <Instant at={expiresAt} isExact />
        </Fact>
      )}
      {decidedBy !== null && decidedAt !== null && (
        <Fact label="Decided">
          <bdi>{actorWords(decidedBy)}</bdi>, <Instant at={decidedAt} isExact />
        </Fact>
      )}
    </dl>
  );
};

const Fact = ({ label, children }: { label: string; children: ReactNode }) => (
  <div className="border-b py-2 last:border-b-0 sm:col-span-2 sm:grid sm:grid-cols-subgrid">
    <dt className="text-muted">{label}</dt>
    <dd className="min-w-0 break-words">{children}</dd>
  </div>
);

const Text = ({ value }: { value: string | null }) =>
  value === null ? (
    <span className="text-muted">None given</span>
  ) : (
    <span dir="auto" className="max-w-[70ch] whitespace-pre-wrap">
      <VisibleText text={value} />
    </span>
  );
