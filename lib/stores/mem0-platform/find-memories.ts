import type { MemoryId } from "@/lib/memories/types";
import { inParallel } from "@/lib/async/in-parallel";
import { metMemories } from "@/lib/stores/remote/met-memories";
import type { ReadRow } from "@/lib/stores/remote/read-row";
import { StoreError } from "@/lib/errors/store-error";
import type { MetMemories, RemoteBatch } from "@/lib/stores/types";
import { everything } from "./platform-filter";
import { pageSizeMax, parallelMax, type PlatformRequests } from "./requests";

type Requests = Pick<PlatformRequests, "listPage" | "find">;
/** Of those that a list does not show, in each page of ids. */
const askedAgainMax = 3;

/**
 * Those of these that are there: by a list of ids, and one by one where the Platform will not have such a list, or where its
 * answer cannot be relied on. That is checked, since "not listed" is what a deletion is proved by: a list of what was not
 * asked for did not look at the ids, and a few of those it does not show are asked for by themselves.
 */
export const findMemories = async (
  requests: Requests,
  { ids, signal }: RemoteBatch,
): Promise<MetMemories> => {
  const pages = Array.from({ length: Math.ceil(ids.length / pageSizeMax) }, (_, page) =>
    ids.slice(page * pageSizeMax, (page + 1) * pageSizeMax),
  );
  const rows = (await inParallel(pages, parallelMax, (page) => findPage(requests, page, signal))).flat();
  return metMemories(rows, null, new Date());
};

const findPage = async (
  requests: Requests,
  ids: readonly MemoryId[],
  signal: AbortSignal,
): Promise<ReadRow[]> => {
  const listed = ids.length > 1 ? await listPage(requests, ids, signal) : null;
  if (listed === null) return findEach(requests, ids, signal);
  const listedIds = new Set<string | null>(listed.map(({ id }) => id));
  const missing = ids.filter((id) => !listedIds.has(id));
  const again = sample(missing, askedAgainMax);
  const contradicting = await findEach(requests, again, signal);
  return contradicting.length > 0 ? findEach(requests, ids, signal) : listed;
};

/** Null when it cannot be relied on. */
const listPage = async (
  { listPage }: Requests,
  ids: readonly MemoryId[],
  signal: AbortSignal,
): Promise<ReadRow[] | null> => {
  const filters = { AND: [everything, { memory_ids: { in: ids } }] };
  const page = await listPage({ filters, page: 1, pageSize: pageSizeMax }, signal).catch((error: unknown) => {
    if (error instanceof StoreError && error.status === 400) return null;
    throw error;
  });
  if (page === null) return null;
  const wanted = new Set<string>(ids);
  const isAnswered =
    page.count === page.results.length && page.results.every(({ id }) => id !== null && wanted.has(id));
  return isAnswered ? page.results : null;
};

const findEach = async (
  { find }: Requests,
  ids: readonly MemoryId[],
  signal: AbortSignal,
): Promise<ReadRow[]> =>
  (await inParallel(ids, parallelMax, (id) => find(id, signal))).filter((row) => row !== null);

const sample = <Item>(items: readonly Item[], sizeMax: number): Item[] => {
  if (items.length <= sizeMax) return [...items];
  const from = Math.floor(Math.random() * items.length);
  const step = Math.floor(items.length / sizeMax);
  return Array.from({ length: sizeMax }, (_, index) => items[(from + index * step) % items.length]).filter(
    (item) => item !== undefined,
  );
};
