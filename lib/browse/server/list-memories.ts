import type { Context } from "@/lib/access/context";
import { filterOf, type MemorySearch } from "@/lib/browse/memory-search";
import { resolveHolds } from "@/lib/holds/server/resolve-holds";
import { readStore } from "@/lib/stores/server/read-store";
import type { MemoryPage } from "@/lib/memories/memory-page";
import type { StoreId } from "@/lib/stores/store-ids";

/** One page of the memories a search finds, in its order, from a replica where there is one. Throws not_found for an unknown store. */
export const listMemories = async (
  ctx: Context,
  input: { storeId: StoreId; search: MemorySearch },
): Promise<MemoryPage> => {
  const { sort, cursor, limit } = input.search;
  const filter = await resolveHolds(ctx, input.storeId, filterOf(input.search));
  const { result, behind } = await readStore(ctx, input.storeId, (store) =>
    store.list({ filter, sort, cursor, limit }),
  );
  return { ...result, ...behind };
};
