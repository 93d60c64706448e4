import type { Filter } from "@/lib/filters/filter";
import { entityFieldOf, type Entity } from "@/lib/memories/entity";

/** The filter that matches the memories of one entity, and no others. */
export const entityFilter = ({ kind, value }: Pick<Entity, "kind" | "value">): Filter => ({
  field: entityFieldOf[kind],
  operator: "eq",
  value,
});
