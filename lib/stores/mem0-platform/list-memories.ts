import type { Memory, MemorySort } from "@/lib/memories/types";
import type { MemoryPage, MemoryPosition } from "@/lib/memories/memory-page";
import { compareBy, positionBy } from "@/lib/stores/remote/in-order";
import { metMemories } from "@/lib/stores/remote/met-memories";
import type { ListMemoriesInput } from "@/lib/stores/types";
import { tallyUnreadable } from "@/lib/memories/unreadable";
import type { ListPage } from "./answers";
import { createdWithin, type PlatformFilter, type PlatformQuery } from "./platform-filter";
import { readPages } from "./read-pages";
import { pageSizeMax, type PlatformRequests } from "./requests";

type Requests = Pick<PlatformRequests, "listPage">;
type Direction = MemorySort["direction"];

/** Memories of the same millisecond are put in order here; more of them than this are left to be read as a whole. */
const tiedMax = 2_000;

/**
 * One page by creation, of a query that finds exactly what matches, asked from the cursor's instant on: a page deep inside
 * costs what the first costs. The Platform's order is documented nowhere and was always newest first: null when it is not,
 * or when it cannot be used, and then the caller has to read everything.
 */
export const listByCreation = async (
  requests: Requests,
  query: PlatformQuery,
  { sort, cursor, limit, filter }: ListMemoriesInput,
  now: Date,
  signal: AbortSignal,
): Promise<MemoryPage | null> => {
  const unreadable = tallyUnreadable();
  const isBackward = cursor?.direction === "before";
  const direction = isBackward ? opposite(sort.direction) : sort.direction;
  const position = cursor?.position ?? null;
  const note = (rows: ListPage["results"]) => unreadable.add(metMemories(rows, filter, now).unreadable);
  const found = await readBeyond(requests, query, { direction, position, limit: limit + 1 }, note, signal);
  if (found === null) return null;
  const hasOther = position !== null && (await isAnyBehind(requests, query, { direction, position }, signal));
  const page = found.slice(0, limit);
  const hasMore = found.length > limit;
  const unread = unreadable.done();
  const around = isBackward
    ? { memories: page.reverse(), hasPrevious: hasMore, hasNext: hasOther }
    : { memories: page, hasPrevious: hasOther, hasNext: hasMore };
  return { ...around, ...(unread && { unreadable: unread }) };
};

const opposite = (direction: Direction): Direction => (direction === "asc" ? "desc" : "asc");

type Beyond = { direction: Direction; position: MemoryPosition | null; limit: number };

/** The next `limit` memories in a direction, or null. */
const readBeyond = async (
  requests: Requests,
  query: PlatformQuery,
  { direction, position, limit }: Beyond,
  noteRows: (rows: ListPage["results"]) => void,
  signal: AbortSignal,
): Promise<Memory[] | null> => {
  const filters = position === null ? query.filters : towards(query, direction, position);
  const pages =
    direction === "desc" ? readPages(requests, filters, signal) : readLastPages(requests, filters, signal);
  const compare = compareBy({ direction });
  const place = (memory: Memory) => positionBy({ field: "created_at", direction }, memory);
  const found = new Map<string, Memory>();
  let lastAt: string | null = null;
  for await (const { results } of pages) {
    noteRows(results);
    const memories = readable(results);
    for (const memory of direction === "desc" ? memories : memories.toReversed()) {
      const at = memory.createdAt;
      const isNextInstant = lastAt !== null && at !== lastAt;
      if (lastAt !== null && isNextInstant && at > lastAt !== (direction === "asc")) return null;
      // All of an instant are needed to know which of them come first.
      if (isNextInstant && found.size >= limit) return inOrder(found, compare, place).slice(0, limit);
      lastAt = at;
      if (position === null || compare(place(memory), position) > 0) found.set(memory.id, memory);
    }
    if (found.size >= limit + tiedMax) return null;
  }
  return inOrder(found, compare, place).slice(0, limit);
};

/** One that is unreadable has no place in the order. */
const readable = (rows: ListPage["results"]): Memory[] =>
  rows.flatMap(({ odd, memory }) => (odd.length === 0 ? [memory] : []));

const inOrder = (
  found: ReadonlyMap<string, Memory>,
  compare: (a: MemoryPosition, b: MemoryPosition) => number,
  place: (memory: Memory) => MemoryPosition,
): Memory[] => [...found.values()].sort((a, b) => compare(place(a), place(b)));

/** Those at the position's millisecond, and beyond it. */
const towards = (query: PlatformQuery, direction: Direction, { at }: MemoryPosition): PlatformFilter =>
  createdWithin(
    query,
    direction === "asc" ? { gte: at } : { lt: new Date(Date.parse(at) + 1).toISOString() },
  );

/** From the oldest page to the newest. */
async function* readLastPages(
  { listPage }: Requests,
  filters: PlatformFilter,
  signal: AbortSignal,
): AsyncGenerator<ListPage> {
  const first = await listPage({ filters, page: 1, pageSize: pageSizeMax }, signal);
  if (first === null) return;
  for (let page = Math.ceil(first.count / pageSizeMax); page > 1; page--) {
    // Null when fewer are left by now.
    const answer = await listPage({ filters, page, pageSize: pageSizeMax }, signal);
    if (answer !== null) yield answer;
  }
  yield first;
}

const firstAsked = 5;

/** Whether a match lies at the position, or behind it. */
const isAnyBehind = async (
  { listPage }: Requests,
  query: PlatformQuery,
  { direction, position }: { direction: Direction; position: MemoryPosition },
  signal: AbortSignal,
): Promise<boolean> => {
  const filters = towards(query, opposite(direction), position);
  const compare = compareBy({ direction });
  // The first few decide, unless all of them were created in the millisecond of the position.
  for (const pageSize of [firstAsked, pageSizeMax]) {
    const page = await listPage({ filters, page: 1, pageSize }, signal);
    const isBehind = readable(page?.results ?? []).some(
      (memory) => compare(positionBy({ field: "created_at", direction }, memory), position) <= 0,
    );
    if (isBehind) return true;
    if (page === null || page.count <= pageSize) return false;
  }
  return true;
};
