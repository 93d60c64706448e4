"use client";

import { LoadFailed, RefreshFailed } from "@/components/layout/load-states";
import { useInfiniteQuery } from "@tanstack/react-query";
import Link from "next/link";
import { actorWords } from "@/components/deletions/deletion-words";
import { PageHeader } from "@/components/layout/page-header";
import { LiveIndicator } from "@/components/live/live-indicator";
import { VisibleText } from "@/components/ui/visible-text";
import { Button, buttonClasses } from "@/components/ui/button";
import { Instant } from "@/components/ui/instant";
import { ActionsCell, cellClasses, PlainTable, rowClasses } from "@/components/ui/plain-table";
import { ViewState } from "@/components/ui/view-state";
import { approvalListQuery } from "@/lib/approvals/query-options";
import type { Approval } from "@/lib/approvals/types";
import { changeHref } from "@/lib/safety/change-words";
import { ApprovalStateBadge } from "./approval-state";
import { subjectWords } from "./approval-words";
import { Withdraw } from "./withdraw";

/** What waits for a second person, then what was decided; new ones appear by themselves. */
export const ApprovalsView = () => {
  const { data, error, refetch, fetchNextPage, hasNextPage, isFetchingNextPage } =
    useInfiniteQuery(approvalListQuery);
  const approvals = data?.pages.flatMap((page) => page.approvals);
  return (
    <>
      <PageHeader title="Approvals" note={<LiveIndicator />} />
      {error !== null && data !== undefined && <RefreshFailed error={error} onRetry={() => void refetch()} />}
      {approvals === undefined ? (
        error !== null && <LoadFailed error={error} onRetry={() => void refetch()} />
      ) : approvals.length === 0 ? (
        <ViewState title="Nothing waits for approval">
          Requests appear here when the second-person rule in Settings → Safety is on.
        </ViewState>
      ) : (
        <div className="grid gap-4 py-4">
          <PlainTable
            label="Approvals"
            titles={["What", "State", "Asked by", "Asked", "Decided by"]}
            hasActions
          >
            {approvals.map((approval) => (
              <Row key={approval.id} approval={approval} />
            ))}
          </PlainTable>
          {hasNextPage && (
            <div className="px-4">
              <Button
                disabled={isFetchingNextPage}
                focusableWhenDisabled
                onClick={() => void fetchNextPage()}
              >
                Show more
              </Button>
            </div>
          )}
        </div>
      )}
    </>
  );
};

const Row = ({ approval }: { approval: Approval }) => {
  const { id, state, requestedBy, requestedAt, decidedBy, canDecide } = approval;
  return (
    <tr className={rowClasses}>
      <th scope="row" className={`${cellClasses} font-medium`}>
        <Link
          href={`/approvals/${id}`}
          className="block max-w-[28rem] truncate hover:underline"
          title={subjectWords(approval)}
        >
          <VisibleText text={subjectWords(approval)} />
        </Link>
      </th>
      <td className={cellClasses}>
        <ApprovalStateBadge state={state} />
      </td>
      <td className={cellClasses}>
        <bdi>{actorWords(requestedBy)}</bdi>
      </td>
      <td className={cellClasses}>
        <Instant at={requestedAt} />
      </td>
      <td className={cellClasses}>
        {decidedBy === null ? <span className="text-muted">–</span> : <bdi>{actorWords(decidedBy)}</bdi>}
      </td>
      <ActionsCell>
        {canDecide ? (
          <Link href={`/approvals/${id}`} className={buttonClasses("plain", "small")}>
            Review
          </Link>
        ) : (
          <>
            <DoItNow approval={approval} />
            <Withdraw approval={approval} />
          </>
        )}
      </ActionsCell>
    </tr>
  );
};

/** Leads to where the one who asked makes the change that was approved. */
export const DoItNow = ({ approval: { about, state, isOwn } }: { approval: Approval }) =>
  about.kind === "change" && state === "approved" && isOwn ? (
    <Link href={changeHref(about.request)} className={buttonClasses("primary", "small")}>
      Do it now
    </Link>
  ) : null;
