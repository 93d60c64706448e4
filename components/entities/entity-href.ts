import { entityFilter } from "@/lib/filters/entity-filter";
import type { Entity } from "@/lib/memories/entity";
import { memorySearchString } from "@/lib/browse/memory-queries";
import { searchDefaults } from "@/lib/browse/memory-search";
import { withStore } from "@/lib/stores/store-param";
import type { StoreId } from "@/lib/stores/store-ids";

/** The address of the memories of one entity. */
export const entityHref = (entity: Pick<Entity, "kind" | "value">, storeId: StoreId): string =>
  withStore(`/memories${memorySearchString({ ...searchDefaults, filter: entityFilter(entity) })}`, storeId);
