import type { Context } from "@/lib/access/context";
import { isTimeout } from "@/lib/database/server/database-error";
import type { EntitySearch } from "@/lib/browse/entity-search";
import type { EntityPage } from "@/lib/memories/entity";
import { ExpectedError } from "@/lib/errors/expected-error";
import { readStore } from "@/lib/stores/server/read-store";
import type { StoreId } from "@/lib/stores/store-ids";

/**
 * One page of the entities a search finds, in its order, with exact counts, or lower bounds that say so. Gives up when `signal`
 * aborts. Throws not_found for an unknown store, and timed_out when the store took longer than a statement may.
 */
export const listEntities = async (
  ctx: Context,
  input: { storeId: StoreId; search: EntitySearch; signal?: AbortSignal },
): Promise<EntityPage> => {
  const { storeId, search, signal } = input;
  try {
    const { result, behind } = await readStore(ctx, storeId, (store) => store.listEntities(search, signal));
    return { ...result, ...behind };
  } catch (error) {
    if (!isTimeout(error)) throw error;
    // Every search counts the whole store, so the usual advice to narrow the filter would not help.
    throw new ExpectedError(
      "timed_out",
      `Counting the memories of every ${search.kind} took too long and was stopped. Nothing was changed. Try again when the store is less busy.`,
    );
  }
};
