import { StoreError } from "@/lib/errors/store-error";
import type { ListPage } from "./answers";
import type { PlatformFilter } from "./platform-filter";
import { pageSizeMax, parallelMax, type PlatformRequests } from "./requests";

type Listing = Pick<PlatformRequests, "listPage">;

/**
 * The pages of what the Platform finds, in its order, some of them asked for ahead. They are offsets: what is deleted
 * meanwhile makes those after it skip memories, and what is added makes them repeat some.
 */
export async function* readPages(
  { listPage }: Listing,
  filters: PlatformFilter,
  signal: AbortSignal,
): AsyncGenerator<ListPage> {
  const leaving = new AbortController();
  const either = AbortSignal.any([signal, leaving.signal]);
  const ask = (page: number): Promise<ListPage | null> => {
    const asked = listPage({ filters, page, pageSize: pageSizeMax }, either);
    // Awaited below, if the reader comes so far.
    asked.catch(() => undefined);
    return asked;
  };
  try {
    const first = await ask(1);
    if (first === null) throw new StoreError("bad_answer");
    yield first;
    // Smaller pages than asked for are believed, as long as there are more.
    const pageSize = first.next == null ? pageSizeMax : Math.max(1, first.results.length);
    const pagesOf = ({ count }: ListPage) => Math.ceil(count / pageSize);
    let pageCount = pagesOf(first);
    // A store that grows as fast as it is read would be read for ever.
    const pageCountMax = pageCount * 2 + 10;
    const ahead: Promise<ListPage | null>[] = [];
    for (let page = 2, next = 2; page <= pageCount; page++) {
      while (next <= pageCount && next < page + parallelMax) ahead.push(ask(next++));
      const answer = (await ahead.shift()) ?? null;
      if (answer === null) return;
      yield answer;
      pageCount = Math.min(pageCountMax, Math.max(pageCount, pagesOf(answer)));
    }
  } finally {
    leaving.abort();
  }
}
