import { entityFilter } from "@/lib/entities/entity-filter";
import type { Entity } from "@/lib/entities/types";
import { memorySearchString } from "@/lib/memories/query-options";
import { searchDefaults } from "@/lib/memories/search";

/** The address of the memories of one entity. */
export const entityHref = (entity: Entity): string =>
  `/memories${memorySearchString({ ...searchDefaults, filter: entityFilter(entity) })}`;
