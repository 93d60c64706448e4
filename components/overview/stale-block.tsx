"use client";

import { useCurrentStore } from "@/components/layout/current-store";
import { useWorklistQuery } from "@/components/worklists/use-worklist-query";
import { memoryCountWords } from "@/lib/memories/count-words";
import { builtinStoreId } from "@/lib/stores/store-ids";
import { withStore } from "@/lib/stores/store-param";
import type { StaleCounts } from "@/lib/worklists/stale-counts";
import { staleCountsQuery } from "@/lib/worklists/worklist-queries";
import { staleWords } from "@/lib/worklists/worklist-words";
import { Block, BlockFailed, BlockSkeleton, ListLink } from "./block";

export const staleTitle = "Stale";

/** How much of the store that was shown last may be cleaned up, and why; it is counted once the page is there. */
export const StaleBlock = () => {
  const { stores, currentId } = useCurrentStore();
  const storeId = currentId ?? builtinStoreId;
  const { data, error, refetch } = useWorklistQuery(staleCountsQuery(storeId));
  const href = withStore("/clean-up", storeId);
  if (data === undefined) {
    return error === null ? (
      <BlockSkeleton title={staleTitle} lineCount={5} />
    ) : (
      <BlockFailed title={staleTitle} error={error} onRetry={() => void refetch()} />
    );
  }
  const name = stores.length > 1 ? stores.find(({ id }) => id === storeId)?.name : undefined;
  if (data === null || data.total === 0) {
    return (
      <Block title={staleTitle} note={name}>
        <p className="text-sm text-muted">
          {data === null
            ? "This store cannot count what is stale in one go. "
            : "What has expired, was superseded, repeats another or is old is counted here. "}
          <ListLink href={href}>Clean up</ListLink>
        </p>
      </Block>
    );
  }
  return (
    <Block
      title={staleTitle}
      note={
        <>
          <ListLink href={href}>{memoryCountWords(data.stale)}</ListLink>
          {data.stale > 0 && ` (${shareWords(data.stale, data.total)})`}
          {name !== undefined && (
            <>
              {" "}
              in <bdi>{name}</bdi>
            </>
          )}
        </>
      }
    >
      <Reasons counts={data} />
      <p className="text-xs text-muted">
        Each counts once, by the first reason. <ListLink href={href}>Clean up</ListLink> has a list for each
        reason.
      </p>
    </Block>
  );
};

const Reasons = ({ counts: { reasons, total } }: { counts: StaleCounts }) => (
  <ul className="grid gap-2.5 text-sm">
    {reasons.map(({ reason, count }) => (
      <li key={reason} className="grid gap-1">
        <span className="flex items-baseline gap-2">
          <span className="min-w-0 flex-1 truncate">{staleWords[reason]}</span>
          <span>{count.toLocaleString("en")}</span>
          <span className="w-12 text-right text-muted">{shareWords(count, total)}</span>
        </span>
        <svg aria-hidden className="h-1.5 w-full rounded-full bg-hover">
          <rect width={`${(100 * count) / total}%`} height="100%" className="fill-accent" />
        </svg>
      </li>
    ))}
  </ul>
);

const shareWords = (count: number, total: number): string => {
  const percent = (100 * count) / total;
  if (count > 0 && percent < 1) return "< 1 %";
  if (count < total && percent > 99) return "> 99 %";
  return `${Math.round(percent)} %`;
};
