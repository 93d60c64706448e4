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
import { memoryIdSchema, memorySortFields, type Memory, type MemoryId } from "@/lib/memories/types";
import { type MemoryPage } from "@/lib/memories/memory-page";

const viewParams = { ...memorySearchParams, open: parseAsString };
const firstPage = { after: null, before: null };

/** The view of /memories: read from the address, and changed by changing the address. */
export const useMemoryView = () => {
  const [values, setValues] = useQueryStates(viewParams, { history: "push" });
  const openId = values.open === null ? null : memoryIdSchema.safeParse(values.open);

  return {
    result: memorySearchFrom(values),
    /** The memory whose details are open; "unreadable" when the address names none. */
    openId: openId === null ? null : openId.success ? openId.data : ("unreadable" as const),
    sort: tableSortOf(values.sort),
    setFilter: (filter: Filter | null) => void setValues({ filter, ...firstPage }),
    /** `isRefining`: the next step of typing the same search; it replaces the step before in the browser's history. */
    setText: (text: string, isRefining: boolean) =>
      void setValues({ q: text, ...firstPage }, { history: isRefining ? "replace" : "push" }),
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
    clearAll: () => void setValues(null),
    // Walking through memories is no journey: it leaves no trail in the browser's history.
    open: (id: MemoryId | null) =>
      void setValues({ open: id }, { history: "replace", limitUrlUpdates: throttle(150) }),
    /** Closes the details of a memory that was among these and is gone. */
    closeGone: (selection: Selection) =>
      void setValues(
        ({ open }) => ({
          open: selection.kind === "listed" && selection.ids.some((id) => id === open) ? null : open,
        }),
        { history: "replace" },
      ),
  };
};

export type MemoryView = ReturnType<typeof useMemoryView>;

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
