import { entityFieldOf, entityKinds } from "@/lib/memories/entity";
import type { Condition, Filter } from "@/lib/filters/filter";
import type { MemoryId } from "@/lib/memories/types";
import type { Selection } from "@/lib/deletions/types";
import type { StoreId } from "@/lib/stores/store-ids";
import type { PersonEntity } from "./types";

/** What is ticked: ids with all their memories, and memories one by one. */
export type Ticked = {
  entities: readonly PersonEntity[];
  memories: readonly { storeId: StoreId; id: MemoryId }[];
};

export type PersonSelection = { storeId: StoreId; selection: Extract<Selection, { kind: "matching" }> };

/** The most values that one condition of a filter takes (lib/filters/filter.ts). */
const valuesMax = 1_000;

/** One selection for each store of which something is ticked, in the order in which the stores come up; none for nothing. */
export const selectionsOf = ({ entities, memories }: Ticked): PersonSelection[] => {
  const storeIds = new Set([...entities, ...memories].map(({ storeId }) => storeId));
  return [...storeIds].map((storeId) => ({
    storeId,
    selection: {
      kind: "matching",
      filter: anyOf([
        ...entityConditions(entities.filter((entity) => entity.storeId === storeId)),
        ...inParts(memories.filter((memory) => memory.storeId === storeId).map(({ id }) => id)).map(
          (ids): Condition => ({ field: "memory_ids", operator: "in", value: ids }),
        ),
      ]),
      excludedIds: [],
      keepsImmutable: false,
    },
  }));
};

const entityConditions = (entities: readonly PersonEntity[]): Condition[] =>
  entityKinds.flatMap((kind) =>
    inParts(entities.filter((entity) => entity.kind === kind).map(({ value }) => value)).map(
      (values): Condition => ({ field: entityFieldOf[kind], operator: "in", value: values }),
    ),
  );

const inParts = <Value>(values: readonly Value[]): Value[][] => {
  const once = [...new Set(values)];
  return Array.from({ length: Math.ceil(once.length / valuesMax) }, (_, part) =>
    once.slice(part * valuesMax, (part + 1) * valuesMax),
  );
};

const anyOf = (conditions: readonly Condition[]): Filter => {
  const [first, ...others] = conditions;
  if (first === undefined) throw new Error("A store is named by what is ticked in it.");
  return others.length === 0 ? first : { or: [...conditions] };
};
