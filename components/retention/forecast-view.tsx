"use client";

import { useQuery } from "@tanstack/react-query";
import { useDeferredValue } from "react";
import { Button } from "@/components/ui/button";
import { Instant } from "@/components/ui/instant";
import { Notice } from "@/components/ui/notice";
import { Skeleton } from "@/components/ui/skeleton";
import { VisibleText } from "@/components/ui/visible-text";
import { shownError } from "@/lib/http/shown-error";
import { memoryCountWords } from "@/lib/memories/count-words";
import { forecastQuery } from "@/lib/retention/query-options";
import type { ForecastInput } from "@/lib/retention/schema";
import type { Forecast, ForecastDays } from "@/lib/retention/types";

/** What a rule would take now, what it would have found day by day, and the newest of it. */
export const ForecastView = ({ input, after = "" }: { input: ForecastInput; after?: string }) => {
  const deferred = useDeferredValue(input);
  const { data, error, refetch, isFetching } = useQuery(forecastQuery(deferred, after));
  return (
    <section
      aria-label="What it would take"
      aria-busy={isFetching}
      className="grid grid-cols-[minmax(0,1fr)] content-start gap-3"
    >
      <h3 className="text-sm font-semibold">What it would take</h3>
      {error !== null ? (
        <Notice
          look="warning"
          role="alert"
          action={
            <Button size="small" onClick={() => void refetch()}>
              Try again
            </Button>
          }
        >
          {shownError(error).message}
        </Notice>
      ) : data === undefined ? (
        <div role="status" aria-label="Counting what the rule would take" className="grid gap-2">
          <Skeleton className="h-6 w-40" />
          <Skeleton className="h-24" />
        </div>
      ) : (
        <Shown forecast={data} />
      )}
    </section>
  );
};

const Shown = ({ forecast: { now, days, newest, takesAll } }: { forecast: Forecast }) => (
  <>
    <p className="text-lg font-semibold tabular-nums">
      {now.isExact ? "" : "More than "}
      {memoryCountWords(now.count)} <span className="text-sm font-normal text-muted">match now</span>
    </p>
    {takesAll && (
      <Notice look="warning">
        That is every memory in the store, or every memory with any user, agent, app or run. Turning the rule
        on will ask for the name of the store.
      </Notice>
    )}
    {days.kind === "counted" ? (
      <Days days={days.days} />
    ) : (
      <p className="text-sm text-muted">
        {days.kind === "not_told"
          ? "This store is only asked what matches now, so there is nothing to show for the past days."
          : "How many it would have found on each of the past days is not known: counting them took too long."}
      </p>
    )}
    {newest.length > 0 && (
      <div className="grid gap-1.5">
        <h4 className="text-sm font-medium">The newest that match</h4>
        <ul role="list" className="divide-y rounded-md border">
          {newest.map(({ id, text, userId, createdAt }) => (
            <li key={id} className="grid gap-0.5 px-3 py-2 text-sm">
              <span dir="auto" className="line-clamp-2 wrap-anywhere">
                <VisibleText text={text} />
              </span>
              <span className="text-xs text-muted">
                {userId !== null && (
                  <>
                    <bdi>
                      <VisibleText text={userId} />
                    </bdi>
                    {" · "}
                  </>
                )}
                <Instant at={createdAt} />
              </span>
            </li>
          ))}
        </ul>
      </div>
    )}
  </>
);

const barWidth = 10;
const height = 64;

const Days = ({ days }: Pick<Extract<ForecastDays, { kind: "counted" }>, "days">) => {
  const most = Math.max(1, ...days.map(({ count }) => count));
  const total = days.reduce((sum, { count }) => sum + count, 0);
  return (
    <figure className="grid gap-1">
      <figcaption className="text-sm text-muted">
        Newly found on each of the last 30 days, of the memories stored now: {total.toLocaleString("en")} in
        all, at most {Math.max(0, ...days.map(({ count }) => count)).toLocaleString("en")} in a day
      </figcaption>
      <svg
        viewBox={`0 0 ${days.length * barWidth} ${height}`}
        preserveAspectRatio="none"
        aria-hidden
        className="h-16 w-full border-b text-accent"
      >
        {days.map(({ day, count }, index) => {
          const size = count === 0 ? 0 : Math.max(2, (count / most) * height);
          return (
            <rect
              key={day}
              x={index * barWidth + 1}
              width={barWidth - 2}
              y={height - size}
              height={size}
              fill="currentColor"
            >
              <title>{`${day}: ${count.toLocaleString("en")}`}</title>
            </rect>
          );
        })}
      </svg>
      <div aria-hidden className="flex justify-between text-xs text-muted tabular-nums">
        <span>{days[0]?.day}</span>
        <span>{days.at(-1)?.day}</span>
      </div>
      <details className="text-sm">
        <summary className="w-fit cursor-pointer rounded-sm text-muted hover:text-text">As a table</summary>
        <table aria-label="Newly found by day" className="mt-1 text-left tabular-nums">
          <thead>
            <tr>
              <th scope="col" className="pr-6 font-medium">
                Day
              </th>
              <th scope="col" className="text-right font-medium">
                Memories
              </th>
            </tr>
          </thead>
          <tbody>
            {days.map(({ day, count }) => (
              <tr key={day}>
                <td className="pr-6">{day}</td>
                <td className="text-right">{count.toLocaleString("en")}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </details>
    </figure>
  );
};
