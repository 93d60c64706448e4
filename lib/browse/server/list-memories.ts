import type { Context } from "@/lib/access/context";
import { filterOf, type MemorySearch } from "@/lib/browse/memory-search";
import { getStore } from "@/lib/stores/server/get-store";
import type { MemoryPage } from "@/lib/memories/memory-page";
import type { StoreId } from "@/lib/stores/store-ids";

/** One page of the memories a search finds, in its order. Throws not_found for an unknown store. */
export const listMemories = async (
  ctx: Context,
  input: { storeId: StoreId; search: MemorySearch },
): Promise<MemoryPage> => {
  const store = await getStore(ctx, input.storeId);
  return store.list({
    filter: filterOf(input.search),
    sort: input.search.sort,
    cursor: input.search.cursor,
    limit: input.search.limit,
  });
};
