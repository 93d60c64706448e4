import { orderedIds, type TablePreferences } from "@/components/data-table/table-preferences";
import type { MemorySearch } from "@/lib/browse/memory-search";
import { writeFilter } from "@/lib/filters/write-filter";
import type { SavedView } from "@/lib/views/types";

/** Whether a page shows just what a view keeps. `columnIds`: of the table, in its own order. */
export const isAsSaved = (
  view: Pick<SavedView, "search" | "sort" | "columns">,
  search: Pick<MemorySearch, "filter" | "text" | "sort">,
  columns: Pick<TablePreferences, "order" | "hidden">,
  columnIds: readonly string[],
): boolean => {
  if (view.search === null) return false;
  const textOf = (filter: MemorySearch["filter"]) => (filter === null ? "" : writeFilter(filter));
  const shownOf = ({ order, hidden }: Pick<TablePreferences, "order" | "hidden">) =>
    orderedIds(columnIds, order)
      .filter((id) => !hidden.includes(id))
      .join();
  return (
    textOf(view.search.filter) === textOf(search.filter) &&
    view.search.text === search.text &&
    view.sort.field === search.sort.field &&
    view.sort.direction === search.sort.direction &&
    shownOf(view.columns) === shownOf(columns)
  );
};
