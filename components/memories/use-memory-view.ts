"use client";

import { parseAsString, throttle, useQueryStates } from "nuqs";
import type { TableSort } from "@/components/data-table/types";
import type { Selection } from "@/lib/deletions/types";
import type { Filter } from "@/lib/filters/filter";
import {
  encodePosition,
  memorySearchFrom,
  memorySearchParams,
  type MemorySearch,
} from "@/lib/browse/memory-search";
import {
  isMemoryId,
  memorySortFields,
  type Memory,
  type MemoryId,
  type MemorySort,
} from "@/lib/memories/types";
import { type MemoryPage } from "@/lib/memories/memory-page";
import type { ViewId, ViewSearch } from "@/lib/views/types";
import { viewIdFrom, viewParams } from "@/lib/views/view-address";

const pageParams = { ...memorySearchParams, ...viewParams, open: parseAsString };
const firstPage = { after: null, before: null };

/** The view of /memories: read from the address, and changed by changing the address. */
export const useMemoryView = () => {
  const [values, setAll] = useQueryStates(pageParams, { history: "push" });
  /** In a saved view the order is always spelled out: see spelledViewHref. */
  const setValues = (
    part: { [Name in keyof typeof values]?: (typeof values)[Name] | null },
    options: { history?: "push" | "replace" } = {},
  ) =>
    setAll(values.view === null ? part : { sort: values.sort, ...part }, {
      ...options,
      clearOnDefault: values.view === null,
    });

  return {
    result: memorySearchFrom(values),
    /** The memory whose details are open; "unreadable" when the address names none. */
    openId: values.open === null ? null : isMemoryId(values.open) ? values.open : ("unreadable" as const),
    sort: tableSortOf(values.sort),
    setFilter: (filter: Filter | null) => void setValues({ filter, ...firstPage }),
    /** `isRefining`: the next step of typing the same search; it replaces the step before in the browser's history. */
    setText: (text: string, isRefining: boolean) =>
      void setValues({ q: written(text), ...firstPage }, { history: isRefining ? "replace" : "push" }),
    setSort: ({ columnId, direction }: TableSort) => {
      const field = memorySortFields.find((name) => name === columnId);
      if (field !== undefined) void setValues({ sort: `${field}.${direction}`, ...firstPage });
    },
    setPageSize: (size: number) => void setValues({ size, ...firstPage }),
    goToFirstPage: () => void setValues(firstPage),
    goToPageAfter: (memory: Memory, search: MemorySearch) =>
      void setValues({ after: positionText(memory, search), before: null }),
    goToPageBefore: (memory: Memory, search: MemorySearch) =>
      void setValues({ before: positionText(memory, search), after: null }),
    clearFilter: () => void setValues({ filter: null, q: null, ...firstPage }),
    clearAll: () => void setAll(null),
    /** The saved view that is open. */
    savedViewId: viewIdFrom(values.view),
    /** The same content under a view's name, or under none. */
    setSavedView: (id: ViewId | null) =>
      void setAll({ view: id, sort: values.sort }, { clearOnDefault: id === null, history: "replace" }),
    /** What a saved view keeps, whatever was changed. */
    revertTo: ({ filter, text }: ViewSearch, sort: MemorySort) =>
      void setValues({ filter, q: written(text), sort: `${sort.field}.${sort.direction}`, ...firstPage }),
    // Walking through memories is no journey: it leaves no trail in the browser's history.
    open: (id: MemoryId | null) =>
      void setAll({ open: id }, { history: "replace", limitUrlUpdates: throttle(150) }),
    /** Closes the details of a memory that was among these and is gone. */
    closeGone: (selection: Selection) =>
      void setAll(
        ({ open }) => ({
          open: selection.kind === "listed" && selection.ids.some((id) => id === open) ? null : open,
        }),
        { history: "replace" },
      ),
  };
};

export type MemoryView = ReturnType<typeof useMemoryView>;

/** No search is no part of the address. */
const written = (text: string): string | null => (text === "" ? null : text);

const positionText = (memory: Memory, { sort }: MemorySearch): string =>
  encodePosition({ at: sort.field === "created_at" ? memory.createdAt : memory.updatedAt, id: memory.id });

const tableSortOf = (sort: string): TableSort => {
  const [columnId = "", direction] = sort.split(".");
  return { columnId, direction: direction === "asc" ? "asc" : "desc" };
};

/** Memories around a page, for its Previous and Next. */
export const edgesOf = (page: MemoryPage | undefined) => ({
  first: page?.hasPrevious === true ? page.memories[0] : undefined,
  last: page?.hasNext === true ? page.memories.at(-1) : undefined,
});
