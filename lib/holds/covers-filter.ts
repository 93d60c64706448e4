import type { Filter } from "@/lib/filters/filter";
import { entityFieldOf, entityKinds } from "@/lib/memories/entity";
import type { HeldEntity, HoldCovers } from "./types";

/** What every memory matches. */
export const anyMemory: Filter = {
  or: [
    { field: "user_id", operator: "present" },
    { field: "user_id", operator: "absent" },
  ],
};

/** The filter that matches what a hold covers. */
export const coversFilter = (covers: HoldCovers): Filter => {
  switch (covers.kind) {
    case "everything":
      return anyMemory;
    case "entities":
      return entitiesFilter(covers.entities);
    case "filter":
      return covers.filter;
  }
};

const entitiesFilter = (entities: readonly HeldEntity[]): Filter => {
  const parts = entityKinds.flatMap((kind): Filter[] => {
    const value = entities.filter((entity) => entity.kind === kind).map((entity) => entity.value);
    return value.length === 0 ? [] : [{ field: entityFieldOf[kind], operator: "in", value }];
  });
  const [only] = parts;
  return parts.length === 1 && only !== undefined ? only : { or: parts };
};
