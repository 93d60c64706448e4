"use client";

import { useQueries, useQuery } from "@tanstack/react-query";
import { CircleAlert, CircleCheck, CircleDashed } from "lucide-react";
import Link from "next/link";
import { useRouter } from "next/navigation";
import type { ReactNode } from "react";
import { MonthChart, type DayRange } from "@/components/charts/month-chart";
import { stackStores } from "@/components/charts/month-series";
import { useAllowedPages } from "@/components/layout/allowed-pages";
import { useCurrentStore } from "@/components/layout/current-store";
import { healthWords } from "@/components/stores/store-words";
import { Button, buttonClasses } from "@/components/ui/button";
import { Skeleton } from "@/components/ui/skeleton";
import { memorySearchString, storeMonthsQuery, storeSizeQuery } from "@/lib/browse/memory-queries";
import { searchDefaults } from "@/lib/browse/memory-search";
import { withCreatedDays } from "@/lib/filters/created-days";
import type { MonthCounts } from "@/lib/memories/month-counts";
import { countWords } from "@/lib/memories/count-words";
import type { Count } from "@/lib/memories/types";
import { storeHealthQuery } from "@/lib/stores/health";
import type { StoreChoice } from "@/lib/stores/shown-store";
import { withStore } from "@/lib/stores/store-param";
import { Block, ListLink } from "./block";

const memoriesTitle = "Memories";

/** While nothing is known but which stores there are: as high as the block is going to be. */
export const MemoriesSkeleton = () => {
  const { stores } = useCurrentStore();
  return (
    <Block title={memoriesTitle} isBusy>
      <ByMonthPlace storeCount={stores.length} />
      <ul aria-hidden className={storeListClasses}>
        {stores.map(({ id }) => (
          <li key={id} className="flex min-h-7 items-center">
            <Skeleton className="w-3/4" />
          </li>
        ))}
      </ul>
    </Block>
  );
};

/** A chart, and below it the line that says which stores it is of, unless there is but one. */
const ByMonthPlace = ({ storeCount, children }: { storeCount: number; children?: ReactNode }) => (
  <div className={storeCount > 1 ? "min-h-[228px]" : "min-h-[204px]"}>{children}</div>
);

const storeListClasses = "grid max-h-24 gap-x-8 overflow-y-auto text-sm sm:grid-cols-2";

/** How many memories each store holds, as the browser asks; a store that is slow, or away, holds up no other. */
export const MemoriesBlock = () => {
  const { stores } = useCurrentStore();
  const months = useQueries({ queries: stores.map(({ id }) => storeMonthsQuery(id)) });
  const sizes = useQueries({
    queries: stores.map(({ id }, index) => ({
      ...storeSizeQuery(id),
      // Also where counting by month took too long.
      enabled: months[index]?.data === null || months[index]?.isError === true,
    })),
  });
  const sizeOf = (index: number): Count | undefined => {
    const counts = months[index]?.data;
    return counts == null ? sizes[index]?.data : { value: sumOf(counts), isExact: true };
  };
  const known = stores.flatMap((_, index) => sizeOf(index) ?? []);
  const isAll = known.length === stores.length;
  const total = known.reduce((sum, { value }) => sum + value, 0);
  if (isAll && total === 0) return <NoMemories />;
  return (
    <Block
      title={memoriesTitle}
      note={
        known.length > 0 &&
        countWords({ value: total, isExact: isAll && known.every(({ isExact }) => isExact) })
      }
    >
      <ByMonth
        storeCount={stores.length}
        stores={stores.flatMap((store, index) => {
          const counts = months[index]?.data;
          return counts == null ? [] : [{ ...store, counts }];
        })}
        untoldCount={months.filter(({ data }) => data === null).length}
        isReading={months.some(({ isPending }) => isPending)}
      />
      <ul className={storeListClasses}>
        {stores.map((store, index) => (
          <StoreLine
            key={store.id}
            store={store}
            size={sizeOf(index)}
            onRetry={
              sizes[index]?.isError === true
                ? () => void Promise.all([months[index]?.refetch(), sizes[index]?.refetch()])
                : null
            }
          />
        ))}
      </ul>
    </Block>
  );
};

const sumOf = ({ months }: MonthCounts): number =>
  months.reduce((sum, { counts }) => sum + counts.reduce((all, count) => all + count, 0), 0);

type CountedStore = StoreChoice & { counts: MonthCounts };

/** The stores that can tell, stacked. What is drawn over is shown in the table: of the largest of them, as a table is of one. */
const ByMonth = ({
  storeCount,
  stores,
  untoldCount,
  isReading,
}: {
  storeCount: number;
  stores: CountedStore[];
  untoldCount: number;
  isReading: boolean;
}) => {
  const router = useRouter();
  const [largest] = stores.toSorted((one, other) => sumOf(other.counts) - sumOf(one.counts));
  if (largest === undefined) return isReading ? <ByMonthPlace storeCount={storeCount} /> : null;
  const notes = [
    stores.length > 1 && `Months that you choose open in ${largest.name}, the largest of these stores.`,
    untoldCount > 0 &&
      `Without ${untoldCount === 1 ? "a store that does" : `${untoldCount} stores that do`} not tell when memories were created.`,
  ].filter((note) => note !== false);
  return (
    <ByMonthPlace storeCount={storeCount}>
      <MonthChart
        label="By month"
        {...stackStores(stores)}
        onBrush={(days) => {
          if (days !== null) router.push(withStore(createdHref(days), largest.id));
        }}
        {...(notes.length > 0 && { note: notes.join(" ") })}
      />
    </ByMonthPlace>
  );
};

/** The memories created on these days, in UTC. */
const createdHref = (days: DayRange): string =>
  `/memories${memorySearchString({ ...searchDefaults, filter: withCreatedDays(null, days) })}`;

const StoreLine = ({
  store,
  size,
  onRetry,
}: {
  store: StoreChoice;
  size: Count | undefined;
  /** Null unless counting has failed. */
  onRetry: (() => void) | null;
}) => {
  const health = useQuery(storeHealthQuery(store.id));
  const { short } = health.data === undefined ? { short: "Checking" } : healthWords(health.data);
  const isWell = health.data?.isWell === true;
  const isAway = health.isError || health.data?.isWell === false;
  const Icon = isWell ? CircleCheck : isAway ? CircleAlert : CircleDashed;
  return (
    <li className="flex min-h-7 items-center gap-2">
      <Icon
        size={14}
        aria-hidden
        className={`shrink-0 ${isWell ? "text-success" : isAway ? "text-warning" : "text-muted"}`}
      />
      <bdi className="min-w-0 truncate" title={store.name}>
        {store.name}
      </bdi>
      <span className={isAway ? "whitespace-nowrap text-warning" : "sr-only"}>
        {isAway && health.isError ? "Not reachable" : short}
      </span>
      <span className="ml-auto whitespace-nowrap">
        {size === undefined ? (
          onRetry !== null ? (
            <span className="text-muted">
              {!isAway && "not known "}
              <Button size="small" look="quiet" aria-label={`Count ${store.name} again`} onClick={onRetry}>
                Try again
              </Button>
            </span>
          ) : (
            <Skeleton className="w-16" />
          )
        ) : (
          <ListLink href={withStore("/memories", store.id)}>
            {size.isExact ? "" : "at least "}
            {size.value.toLocaleString("en")}
          </ListLink>
        )}
      </span>
    </li>
  );
};

/** What a new installation shows: the ways to memories that this member has. */
const NoMemories = () => {
  const hrefs = useAllowedPages();
  const ways = [
    { href: "/import", label: "Import a file" },
    { href: "/settings/api-keys", label: "Connect an application" },
    { href: "/settings/stores", label: "Add a store of yours" },
  ].filter(({ href }) => hrefs.includes(href));
  return (
    <Block title={memoriesTitle}>
      <p className="max-w-[70ch] text-sm text-muted">
        No memories yet.{" "}
        {ways.length === 0
          ? "They appear here when an application adds some."
          : "They come from a file, from an application that uses Mem0’s API with a key of Lethe, or stay where they are, in a Mem0 that you add as a store."}
      </p>
      <div className="mt-1 flex flex-wrap gap-2">
        {ways.map(({ href, label }, index) => (
          <Link key={href} href={href} className={buttonClasses(index === 0 ? "primary" : "plain")}>
            {label}
          </Link>
        ))}
      </div>
    </Block>
  );
};
