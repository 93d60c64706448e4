import type { Memory, MemorySort } from "@/lib/memories/types";
import type { MemoryPosition } from "@/lib/memories/memory-page";

type Sorted = Pick<Memory, "id" | "createdAt" | "updatedAt">;

/** Compares the places of two memories in a total order: sort value, then id. Negative when the first comes first. */
export const compareBy =
  ({ direction }: Pick<MemorySort, "direction">) =>
  (a: MemoryPosition, b: MemoryPosition): number => {
    const sign = direction === "asc" ? 1 : -1;
    const byTime = Date.parse(a.at) - Date.parse(b.at);
    return sign * (byTime === 0 ? (a.id < b.id ? -1 : a.id > b.id ? 1 : 0) : byTime);
  };

export const positionBy = ({ field }: MemorySort, memory: Sorted): MemoryPosition => ({
  at: field === "created_at" ? memory.createdAt : memory.updatedAt,
  id: memory.id,
});

export const byCreation: MemorySort = { field: "created_at", direction: "desc" };
export const newestFirst = (a: Sorted, b: Sorted): number =>
  compareBy(byCreation)(positionBy(byCreation, a), positionBy(byCreation, b));

/** Keeps the first `size` of what is added, in an order, without holding the rest. */
export const keepFirst = <Item>(size: number, compare: (a: Item, b: Item) => number) => {
  let kept: Item[] = [];
  const trim = () => {
    kept = kept.sort(compare).slice(0, size);
  };
  return {
    add: (item: Item): void => {
      kept.push(item);
      // Sorting now and then costs less than finding each one's place.
      if (kept.length >= size * 2 + 100) trim();
    },
    items: (): Item[] => {
      trim();
      return kept;
    },
  };
};
