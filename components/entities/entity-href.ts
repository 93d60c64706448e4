import { entityFilter } from "@/lib/entities/entity-filter";
import type { Entity } from "@/lib/entities/types";
import { memorySearchString } from "@/lib/memories/query-options";
import { searchDefaults } from "@/lib/memories/search";
import { withStore } from "@/lib/stores/store-param";
import type { StoreId } from "@/lib/stores/types";

/** The address of the memories of one entity. */
export const entityHref = (entity: Pick<Entity, "kind" | "value">, storeId: StoreId): string =>
  withStore(`/memories${memorySearchString({ ...searchDefaults, filter: entityFilter(entity) })}`, storeId);
