"use client";

import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { MonthChart } from "@/components/charts/month-chart";
import { entitySeries } from "@/components/charts/month-series";
import { entityWords } from "@/components/entities/entity-words";
import { useStore } from "@/components/stores/store-provider";
import { NativeSelect } from "@/components/ui/field";
import { Skeleton } from "@/components/ui/skeleton";
import { ErrorState } from "@/components/ui/view-state";
import { monthCountsQuery } from "@/lib/browse/memory-queries";
import type { MemorySearch } from "@/lib/browse/memory-search";
import { createdDaysOf, withCreatedDays } from "@/lib/filters/created-days";
import type { Filter } from "@/lib/filters/filter";
import { shownError } from "@/lib/http/shown-error";
import { entityFieldOf, entityKinds, type EntityKind } from "@/lib/memories/entity";
import { providesField } from "@/lib/stores/provided-fields";

/** What the table shows by the month of its creation. Drawing over months narrows the filter to them; the others stay in the chart. */
export const MemoriesChart = ({
  search,
  onFilterChange,
}: {
  search: Pick<MemorySearch, "filter" | "text">;
  onFilterChange: (filter: Filter | null) => void;
}) => {
  const store = useStore();
  const [by, setBy] = useState<EntityKind | null>(null);
  const { days, rest } = createdDaysOf(search.filter);
  const { data, error, refetch } = useQuery(
    monthCountsQuery(store.id, { filter: rest, text: search.text }, by),
  );
  return (
    <section aria-label="Chart" className="max-h-[45dvh] shrink-0 overflow-y-auto border-b px-4 py-2">
      {data === undefined && error !== null ? (
        <ErrorState
          title="Memories could not be counted by month"
          {...shownError(error)}
          onRetry={() => void refetch()}
        />
      ) : data === undefined ? (
        <div role="status" aria-label="Counting memories by month">
          <Skeleton className="h-48" />
        </div>
      ) : data === null ? (
        <p className="py-2 text-sm text-muted">{store.name} cannot count its memories by month.</p>
      ) : (
        <MonthChart
          label="Memories by month"
          series={by === null ? [{ label: "Memories" }] : entitySeries(by, data.values)}
          months={data.months}
          empty="No memories match."
          brushed={days}
          onBrush={(chosen) => onFilterChange(withCreatedDays(search.filter, chosen))}
          actions={
            <NativeSelect
              aria-label="Colours"
              className="h-7! w-auto!"
              value={by ?? ""}
              onChange={({ target }) => setBy(entityKinds.find((kind) => kind === target.value) ?? null)}
            >
              <option value="">All together</option>
              {entityKinds
                .filter((kind) => providesField(store, entityFieldOf[kind]))
                .map((kind) => (
                  <option key={kind} value={kind}>
                    By {entityWords[kind].one}
                  </option>
                ))}
            </NativeSelect>
          }
        />
      )}
    </section>
  );
};
