"use client";

import { useQuery } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import type { ChartSeries } from "@/components/charts/chart-types";
import { DayChart } from "@/components/charts/day-chart";
import { actorWords } from "@/components/deletions/deletion-words";
import { outcomeWords, type DeletionOutcome } from "@/lib/deletions/outcome";
import { outcomeCountOf, recentDeletionsQuery, type RecentDeletions } from "@/lib/deletions/recent-deletions";
import { memoryCountWords } from "@/lib/memories/count-words";
import { Block, BlockFailed, BlockSkeleton, ListLink } from "./block";
import { historyHref } from "./history-href";

export const deletionsTitle = "Deletions, last 30 days";

/** How the deletions of the last days ended, day by day, and who asked for them. */
export const DeletionsBlock = () => {
  const router = useRouter();
  const query = useQuery(recentDeletionsQuery);
  if (query.data === undefined) {
    return query.error === null ? (
      <BlockSkeleton title={deletionsTitle} lineCount={8} />
    ) : (
      <BlockFailed title={deletionsTitle} error={query.error} onRetry={() => void query.refetch()} />
    );
  }
  const recent = query.data;
  const outcomes = (Object.keys(colours) as DeletionOutcome[]).filter(
    (outcome) => outcomeCountOf(recent, outcome) > 0,
  );
  const count = outcomes.reduce((sum, outcome) => sum + outcomeCountOf(recent, outcome), 0);
  if (count === 0) {
    return (
      <Block title={deletionsTitle}>
        <p className="text-sm text-muted">
          None. Each one is shown here by its day and by what became of it, and stays in the{" "}
          <ListLink href="/history">history</ListLink>.
        </p>
      </Block>
    );
  }
  return (
    <Block
      title={deletionsTitle}
      note={
        <>
          <ListLink href={historyHref({ fromOn: recent.fromOn })}>
            {count.toLocaleString("en")} {count === 1 ? "deletion" : "deletions"}
          </ListLink>
          , {memoryCountWords(recent.memoryCount)}
        </>
      }
    >
      <DayChart
        label="By day"
        unit="deletions"
        series={outcomes.map((outcome) => ({
          label: outcomeWords[outcome],
          colour: colours[outcome],
          href: historyHref({ outcome, fromOn: recent.fromOn }),
        }))}
        days={recent.days.map(({ day, counts }) => ({
          day,
          counts: outcomes.map((outcome) => counts[outcome]),
        }))}
        empty=""
        onDay={(day) => router.push(historyHref({ fromOn: day, toOn: day }))}
      />
      <ByWhom recent={recent} />
    </Block>
  );
};

/** What they were by a colour, from the bottom up: green for what was checked, grey for what is neither good nor bad. */
const colours: Record<DeletionOutcome, NonNullable<ChartSeries["colour"]>> = {
  verified: 5,
  copies: 4,
  partly: 3,
  returned: 2,
  unfinished: 1,
  nothing: "rest",
  cancelled: "rest",
};

const ByWhom = ({ recent: { actors, actorCount, fromOn } }: { recent: RecentDeletions }) => (
  <ul aria-label="By whom" className="flex flex-wrap gap-x-4 gap-y-1 text-sm text-muted">
    {actors.map(({ actor, deletionCount, memoryCount }) => (
      <li key={actor.id} className="flex min-w-0 items-baseline gap-1.5">
        <bdi className="max-w-52 truncate" title={actorWords(actor)}>
          {actorWords(actor)}
        </bdi>
        <ListLink href={historyHref({ actorId: actor.id, fromOn })}>
          {deletionCount.toLocaleString("en")} {deletionCount === 1 ? "deletion" : "deletions"}
        </ListLink>
        <span>{memoryCountWords(memoryCount)}</span>
      </li>
    ))}
    {actorCount > actors.length && <li>and {(actorCount - actors.length).toLocaleString("en")} others</li>}
  </ul>
);
