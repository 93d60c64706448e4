"use client";

import { BarChart } from "@/components/charts/bar-chart";
import type { ChartSeries } from "@/components/charts/chart-types";
import { useStore } from "@/components/stores/store-provider";
import { Skeleton } from "@/components/ui/skeleton";
import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { shownError } from "@/lib/http/shown-error";
import { memoryCountWords } from "@/lib/memories/count-words";
import { ageTicks, ageWords, staleReasons, type StaleCounts } from "@/lib/worklists/stale-counts";
import { staleCountsQuery } from "@/lib/worklists/worklist-queries";
import { staleWords } from "@/lib/worklists/worklist-words";
import { useWorklistQuery } from "./use-worklist-query";

/** How much of the store is stale, by age and by why. */
export const StaleChart = () => {
  const store = useStore();
  const { data, error, refetch } = useWorklistQuery(staleCountsQuery(store.id));
  if (data === undefined && error !== null) {
    return (
      <Notice
        look="warning"
        role="alert"
        action={
          <Button size="small" onClick={() => void refetch()}>
            Try again
          </Button>
        }
      >
        How much is stale could not be counted. {shownError(error).message}
      </Notice>
    );
  }
  if (data === undefined) {
    return (
      <div role="status" aria-label="Counting what is stale" className="grid h-56 content-start gap-3">
        <Skeleton className="w-64" />
        <Skeleton className="h-40 w-full" />
      </div>
    );
  }
  if (data === null) {
    return (
      <Notice>
        How much of {store.name} is stale cannot be told at once: this store does not count by age. The lists
        below that it can answer have their numbers.
      </Notice>
    );
  }
  return <StaleBars counts={data} />;
};

const StaleBars = ({ counts }: { counts: StaleCounts }) => {
  const store = useStore();
  const series: ChartSeries[] = [
    ...counts.reasons.map(({ reason }) => ({ label: staleWords[reason], colour: colours[reason] })),
    { label: "Not stale", colour: "rest" },
  ];
  const untold = staleReasons.filter((reason) => counts.reasons.every((told) => told.reason !== reason));
  return (
    <div className="grid gap-3">
      <p className="text-base">{staleSentence(counts)}</p>
      <BarChart
        label="Memories by when they last changed"
        barTitle="Last changed"
        unit="memories"
        empty="No memories."
        bars={
          counts.total === 0
            ? []
            : counts.ages.map((values, index) => ({
                key: String(index),
                label: ageWords[index] ?? "",
                tick: ageTicks[index] ?? "",
                values,
              }))
        }
        series={series}
        note={`A memory for which several reasons hold counts once, by the first of them.${
          untold.length === 0
            ? ""
            : ` ${store.name} does not say of a memory: ${untold.map((reason) => staleWords[reason].toLowerCase()).join("; ")}.`
        }`}
      />
    </div>
  );
};

const colours = { expired: 1, superseded: 3, duplicate: 2, unchanged: 4 } as const;

const staleSentence = ({ total, stale }: StaleCounts): string => {
  if (total === 0) return "This store has no memories.";
  const share = (100 * stale) / total;
  const percent =
    stale === 0
      ? ""
      : share < 1
        ? " (less than 1 %)"
        : share > 99 && stale < total
          ? " (over 99 %)"
          : ` (${Math.round(share)} %)`;
  return `${stale.toLocaleString("en")} of ${memoryCountWords(total)} ${stale === 1 ? "is" : "are"} stale${percent}.`;
};
