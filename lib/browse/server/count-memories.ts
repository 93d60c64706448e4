import type { Context } from "@/lib/access/context";
import { filterOf, type MemorySearch } from "@/lib/browse/memory-search";
import type { Count } from "@/lib/memories/types";
import { resolveHolds } from "@/lib/holds/server/resolve-holds";
import { readStore } from "@/lib/stores/server/read-store";
import type { StoreId } from "@/lib/stores/store-ids";

/** How many memories a search finds, from a replica where there is one. Gives up when `signal` aborts. Throws not_found for an unknown store. */
export const countMemories = async (
  ctx: Context,
  input: { storeId: StoreId; search: Pick<MemorySearch, "filter" | "text">; signal?: AbortSignal },
): Promise<Count> => {
  const filter = await resolveHolds(ctx, input.storeId, filterOf(input.search));
  const { result, behind } = await readStore(ctx, input.storeId, (store) =>
    store.count(filter, input.signal),
  );
  return { ...result, ...behind };
};
