import type { Coverage } from "../selection";
import type { Filter } from "@/lib/filters/filter";
import { entityFields, type EntityField, type Count } from "@/lib/memories/types";
import type { CoverageInput, RemoteStore } from "@/lib/stores/types";

type Source = Pick<RemoteStore, "countEach" | "countSelection">;

/**
 * How much of the store a filter covers, by counting what the store holds up to the cutoff. Counted after the memories were:
 * what is deleted meanwhile makes a filter seem to cover more. A store that stopped counting has at least so many, and a
 * filter that takes as many may take them all. `countWith`: how many the filter takes that have any user (agent, app, run);
 * asked only where it could be all of them.
 */
export const coverageByCounting = async (
  store: Source,
  { filter, countMax, isExact, cutoffAt }: CoverageInput,
  countWith = (field: EntityField) =>
    countMatching(store, { and: [{ field, operator: "present" }, filter] }, cutoffAt),
): Promise<Coverage> => {
  // Those of an unknown time, too, which no comparison matches.
  const isStored: Filter = {
    not: { field: "created_at", operator: "gt", value: cutoffAt.toISOString() },
  };
  const [all, ...withEach] = await store.countEach([
    isStored,
    ...entityFields.map((field): Filter => ({ and: [isStored, { field, operator: "present" }] })),
  ]);
  const storedCount = counted(all).value;
  const isEverything =
    countMax >= storedCount && (isExact || (await countMatching(store, filter, cutoffAt)) >= storedCount);
  if (isEverything) return { isEverything, allWith: [] };
  const allWith: EntityField[] = [];
  for (const [position, field] of entityFields.entries()) {
    const stored = counted(withEach[position]);
    if (countMax < stored.value || (stored.value === 0 && stored.isExact)) continue;
    const takenCount = await countWith(field);
    if (takenCount > 0 && takenCount >= stored.value) allWith.push(field);
  }
  return { isEverything: false, allWith };
};

const counted = (count: Count | undefined): Count => {
  if (count === undefined) throw new Error("The store has not counted every filter.");
  return count;
};

const countMatching = async (store: Source, filter: Filter, cutoffAt: Date): Promise<number> =>
  store.countSelection({ selection: { kind: "matching", filter, excludedIds: [] }, cutoffAt });
