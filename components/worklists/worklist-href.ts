import { memorySearchString } from "@/lib/browse/memory-queries";
import { searchDefaults } from "@/lib/browse/memory-search";
import type { Filter } from "@/lib/filters/filter";
import { withStore } from "@/lib/stores/store-param";
import type { StoreId } from "@/lib/stores/store-ids";

/** The table of memories with these in it, all of which can be selected there. */
export const worklistHref = (filter: Filter, storeId: StoreId): string =>
  withStore(`/memories${memorySearchString({ ...searchDefaults, filter })}`, storeId);
