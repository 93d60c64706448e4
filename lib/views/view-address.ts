import { createSerializer, parseAsString } from "nuqs/server";
import { memorySearchParams } from "@/lib/browse/memory-search";
import { builtinStoreId } from "@/lib/stores/store-ids";
import { storeParams } from "@/lib/stores/store-param";
import { isUuid } from "@/lib/text/text-forms";
import type { SavedView, ViewId } from "./types";

/** The part of the address of /memories that names a saved view. */
export const viewParams = { view: parseAsString };

/** The view that an address names; null for none, and for what is no id of one. */
export const viewIdFrom = (value: string | null): ViewId | null =>
  // The cast: ids of views are UUIDs.
  value !== null && isUuid(value) ? (value as ViewId) : null;

/** Leads to a saved view as it is kept by then: the page spells it out. */
export const viewHref = (id: ViewId): string => `/memories?view=${id}`;

const serialize = createSerializer(
  { ...memorySearchParams, ...viewParams, ...storeParams },
  { clearOnDefault: false },
);

/**
 * The address of what a view keeps, spelled out. Its order always is, so that an address in which the filter was cleared is no
 * longer that of the view alone.
 */
export const spelledViewHref = ({
  id,
  search,
  sort,
  storeId,
}: Pick<SavedView, "id" | "sort" | "storeId"> & { search: NonNullable<SavedView["search"]> }): string =>
  `/memories${serialize({
    filter: search.filter,
    q: search.text === "" ? null : search.text,
    sort: `${sort.field}.${sort.direction}`,
    view: id,
    store: storeId === builtinStoreId ? null : storeId,
  })}`;
