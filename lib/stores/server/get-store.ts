import type { Context } from "@/lib/context";
import { ExpectedError } from "@/lib/errors/expected-error";
import { builtinStore } from "@/lib/stores/builtin/builtin-store";
import { builtinStoreId } from "@/lib/stores/store-ids";
import type { MemoryStore, StoreId } from "@/lib/stores/types";

/** The adapter of a store; throws not_found for a store that is not configured. */
export const getStore = (
  ctx: Pick<Context, "database" | "secret">,
  storeId: StoreId,
): Promise<MemoryStore> => {
  if (storeId === builtinStoreId) return Promise.resolve(builtinStore(ctx.database));
  return Promise.reject(new ExpectedError("not_found", "There is no such store."));
};
