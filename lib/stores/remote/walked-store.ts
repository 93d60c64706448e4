import type { Filter } from "@/lib/filters/filter";
import { entityFieldOf, type EntityKind } from "@/lib/memories/entity";
import type { EntityName } from "../person";
import type { RemoteStore } from "../types";
import type { Walk } from "./walk";

/** So many memories are read for a person: a hundred requests of the Platform. */
export const personExaminedMax = 20_000;

/** A store in which a person is looked for by reading its memories. */
export type WalkedStore = Pick<
  RemoteStore,
  "list" | "count" | "findMany" | "searchWords" | "listNearEntities"
> & {
  /** As far as the store tells of its memories. */
  walk: Walk;
  /** Whether the last walk saw all that there is; absent where a walk always does. */
  isComplete?: () => boolean;
  /** The kinds of entity that its memories have. */
  kinds: readonly EntityKind[];
  /** No more memories are read than this. */
  examinedMax: number;
};

/** What matches any of these entities; null for none. */
export const anyEntity = (entities: readonly EntityName[]): Filter | null =>
  entities.length === 0
    ? null
    : {
        or: entities.map(({ kind, value }): Filter => ({
          field: entityFieldOf[kind],
          operator: "eq",
          value,
        })),
      };
