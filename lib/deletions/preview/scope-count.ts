import { entityFields, type EntityField } from "@/lib/memories/types";
import type { StoreId } from "@/lib/stores/store-ids";
import { writeScopeMetadata } from "../request/write-selection";
import type { Scope } from "../scope/scope";

/** What a scope would take now, and what would stay. All counted at one instant. */
export type ScopeCount = {
  matchingCount: number;
  stayingCount: number;
  wholeCount: number;
  /** Of the matching ones. */
  immutableCount: number;
  /** For each wildcard, in Mem0's order, the memories of the whole store that have no value there. */
  withoutByWildcard: { field: EntityField; count: number }[];
  /** False where the store can give a lower bound only. */
  isExact: boolean;
};

/** A scope as a query string: entities as they are, metadata as JSON text. */
export const scopeCountString = ({ storeId, scope }: { storeId: StoreId; scope: Scope }): string => {
  const params = new URLSearchParams({ store: storeId });
  for (const field of entityFields) if (scope[field] !== null) params.set(field, scope[field]);
  if (scope.metadata !== null) params.set("metadata", writeScopeMetadata(scope.metadata));
  return `?${params.toString()}`;
};
