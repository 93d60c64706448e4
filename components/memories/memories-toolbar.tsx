"use client";

import { ChartColumn, ClockAlert, Trash2 } from "lucide-react";
import { useRouter } from "next/navigation";
import { ColumnsMenu } from "@/components/data-table/columns-menu";
import { DensityToggle } from "@/components/data-table/density-toggle";
import type { DataColumn } from "@/components/data-table/types";
import type { PreferencesControl } from "@/components/data-table/use-table-preferences";
import { useStore } from "@/components/stores/store-provider";
import { Button } from "@/components/ui/button";
import { deleteByFilterHref } from "@/lib/deletions/scope/delete-search";
import type { Filter } from "@/lib/filters/filter";
import { joinTopLevel, topLevelOf } from "@/lib/filters/top-level";
import { filterOf, type MemorySearch } from "@/lib/browse/memory-search";
import type { Memory } from "@/lib/memories/types";
import { withStore } from "@/lib/stores/store-param";
import { MemoryFilterBar } from "./memory-filter-bar";
import { SearchBox } from "./search-box";

/** Above the table: what is looked for, and how it is shown. */
export const MemoriesToolbar = ({
  search,
  columns,
  preferences,
  canDelete,
  isChartShown,
  onChartToggle,
  onTextChange,
  onFilterChange,
}: {
  search: MemorySearch;
  columns: readonly DataColumn<Memory>[];
  preferences: PreferencesControl;
  canDelete: boolean;
  isChartShown: boolean;
  onChartToggle: () => void;
  onTextChange: (text: string, isRefining: boolean) => void;
  onFilterChange: (filter: Filter | null) => void;
}) => (
  <div className="flex shrink-0 flex-wrap items-center gap-x-3 gap-y-1.5 border-b px-4 py-1.5">
    <SearchBox text={search.text} onTextChange={onTextChange} />
    <MemoryFilterBar filter={search.filter} onFilterChange={onFilterChange} />
    <div className="ml-auto flex items-center gap-1">
      <ExpiredToggle filter={search.filter} onFilterChange={onFilterChange} />
      {canDelete && <DeleteByFilter search={search} />}
      <Button
        look="quiet"
        size="small"
        aria-expanded={isChartShown}
        title={isChartShown ? "Hide the chart" : "Show these memories by month"}
        className={isChartShown ? "bg-accent-soft! text-accent!" : undefined}
        onClick={onChartToggle}
      >
        <ChartColumn size={14} aria-hidden />
        <span className="max-sm:sr-only">Chart</span>
      </Button>
      <ColumnsMenu columns={columns} preferences={preferences} />
      <DensityToggle preferences={preferences} />
    </div>
  </div>
);

/** Leads to the page that previews the deletion of everything that the view shows. */
const DeleteByFilter = ({ search }: { search: MemorySearch }) => {
  const router = useRouter();
  const store = useStore();
  return (
    <Button
      look="quiet"
      size="small"
      aria-label="Delete by filter…"
      title="Previews the deletion of everything that this filter and search match"
      onClick={() => router.push(withStore(deleteByFilterHref(filterOf(search)), store.id))}
    >
      <Trash2 size={14} aria-hidden />
      <span className="max-sm:hidden">Delete by filter…</span>
    </Button>
  );
};

/** The worklist of memories that Mem0 hides and keeps. */
const ExpiredToggle = ({
  filter,
  onFilterChange,
}: {
  filter: Filter | null;
  onFilterChange: (filter: Filter | null) => void;
}) => {
  const parts = topLevelOf(filter);
  const others = parts.filter((part) => !isExpiredCondition(part));
  const isOn = others.length < parts.length;
  return (
    <Button
      look="quiet"
      size="small"
      aria-label="Expired but still stored"
      aria-pressed={isOn}
      title="Mem0 hides a memory from its expiration day on, but keeps it stored"
      className={isOn ? "bg-accent-soft! text-accent!" : undefined}
      onClick={() =>
        onFilterChange(
          joinTopLevel(isOn ? others : [...parts, { field: "expiration_date", operator: "expired" }]),
        )
      }
    >
      <ClockAlert size={14} aria-hidden />
      <span className="sm:hidden">Expired</span>
      <span className="max-sm:hidden">Expired but still stored</span>
    </Button>
  );
};

const isExpiredCondition = (part: Filter): boolean =>
  "field" in part && part.field === "expiration_date" && part.operator === "expired";
