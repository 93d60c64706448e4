"use client";

import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { deletionHref } from "@/components/deletions/deletion-columns";
import { ProgressWords, progressOf } from "@/components/deletions/deletion-progress";
import { DeletionStatusBadge } from "@/components/deletions/deletion-status";
import { useAllowedPages } from "@/components/layout/allowed-pages";
import { ProgressBar } from "@/components/ui/progress-bar";
import { deletionCountQuery, deletionPageQuery } from "@/lib/deletions/query-options";
import type { Deletion } from "@/lib/deletions/types";
import { describeDeletion } from "@/lib/deletions/words/describe-deletion";
import { Block, BlockFailed, BlockSkeleton, ListLink } from "./block";
import { historyHref, unfinishedSearch } from "./history-href";

export const runningTitle = "Under way";
const shownMax = 4;

/** Deletions that are under way, or wait, the newest first; they move as they go on. */
export const RunningBlock = () => {
  const query = useQuery(deletionPageQuery(unfinishedSearch));
  const total = useQuery(deletionCountQuery(unfinishedSearch));
  const canDelete = useAllowedPages().includes("/delete");
  if (query.data === undefined) {
    return query.error === null ? (
      <BlockSkeleton title={runningTitle} lineCount={2} />
    ) : (
      <BlockFailed title={runningTitle} error={query.error} onRetry={() => void query.refetch()} />
    );
  }
  const { deletions } = query.data;
  const count = total.data ?? deletions.length;
  return (
    <Block
      title={runningTitle}
      note={
        deletions.length > 0 && (
          <ListLink href={historyHref({ outcome: "unfinished" })}>
            {count.toLocaleString("en")} {count === 1 ? "deletion" : "deletions"}
          </ListLink>
        )
      }
    >
      {deletions.length === 0 ? (
        <p className="text-sm text-muted">
          No deletion is under way. {canDelete && <ListLink href="/delete">New deletion</ListLink>}
        </p>
      ) : (
        <ul className="grid gap-3">
          {deletions.slice(0, shownMax).map((deletion) => (
            <RunningDeletion key={deletion.id} deletion={deletion} />
          ))}
        </ul>
      )}
    </Block>
  );
};

const RunningDeletion = ({ deletion }: { deletion: Deletion }) => {
  const words = describeDeletion(deletion);
  const { doneCount, totalCount } = progressOf(deletion);
  return (
    <li className="grid gap-1">
      <span className="flex items-center gap-2 text-sm">
        <Link
          href={deletionHref(deletion)}
          dir="auto"
          title={words}
          className="min-w-0 flex-1 truncate font-medium hover:underline"
        >
          {words}
        </Link>
        <ProgressWords deletion={deletion} />
        <DeletionStatusBadge deletion={deletion} />
      </span>
      <ProgressBar label={`Progress: ${words}`} value={doneCount} max={totalCount} />
    </li>
  );
};
