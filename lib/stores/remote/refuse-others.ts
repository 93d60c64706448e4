import { StoreError } from "@/lib/errors/store-error";
import { conditionsOf, type Filter } from "@/lib/filters/filter";
import { needsOthers } from "@/lib/filters/matches-filter";

/** Throws not_supported for what can only be told by all memories of a store, which are too many to be held against each other. */
export const refuseOthers = (filter: Filter | null): void => {
  if (filter !== null && conditionsOf(filter).some(needsOthers)) throw new StoreError("not_supported");
};
