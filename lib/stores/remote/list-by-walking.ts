import type { Memory, MemorySort } from "@/lib/memories/types";
import type { MemoryPage } from "@/lib/memories/memory-page";
import type { ListMemoriesInput } from "@/lib/stores/types";
import { tallyUnreadable } from "@/lib/memories/unreadable";
import { compareBy, keepFirst, positionBy } from "./in-order";
import type { Walk } from "./walk";

/**
 * One page of what a filter matches in a store that has no order of its own: up to `examinedMax` memories are read for it.
 * When there were more, the page says so, as others may belong before its first or after its last. A walk that reads more
 * than what matches leaves it to `matches` to tell, and all that it reads is examined.
 */
export const listByWalking = async (
  walk: Walk,
  { filter, sort, cursor, limit }: ListMemoriesInput,
  examinedMax: number,
  matches: (memory: Memory) => boolean = () => true,
): Promise<MemoryPage> => {
  const isBackward = cursor?.direction === "before";
  const order: MemorySort = isBackward ? { ...sort, direction: opposite(sort.direction) } : sort;
  const compare = compareBy(order);
  const inOrder = (a: Memory, b: Memory) => compare(positionBy(sort, a), positionBy(sort, b));
  const first = keepFirst(limit + 1, inOrder);
  const seen = new Set<string>();
  let hasOther = false;
  let cappedAt: number | undefined;
  const stopping = new AbortController();
  const unreadable = tallyUnreadable();
  for await (const met of walk({ filter, signal: stopping.signal })) {
    unreadable.add(met.unreadable);
    for (const memory of met.memories) {
      if (seen.has(memory.id)) continue;
      seen.add(memory.id);
      if (!matches(memory)) continue;
      if (cursor === null || compare(positionBy(sort, memory), cursor.position) > 0) first.add(memory);
      else hasOther = true;
    }
    if (seen.size >= examinedMax) {
      cappedAt = seen.size;
      break;
    }
  }
  const found = first.items();
  const page = found.slice(0, limit);
  const hasMore = found.length > limit;
  const unread = unreadable.done();
  return {
    ...(isBackward
      ? { memories: page.reverse(), hasPrevious: hasMore, hasNext: hasOther }
      : { memories: page, hasPrevious: hasOther, hasNext: hasMore }),
    ...(cappedAt === undefined ? {} : { cappedAt }),
    ...(unread === undefined ? {} : { unreadable: unread }),
  };
};

const opposite = (direction: MemorySort["direction"]) => (direction === "asc" ? "desc" : "asc");
