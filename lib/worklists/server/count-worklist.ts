import type { Context } from "@/lib/access/context";
import { requirePermission } from "@/lib/access/require-permission";
import { isTimeout } from "@/lib/database/server/database-error";
import { ExpectedError } from "@/lib/errors/expected-error";
import type { Filter } from "@/lib/filters/filter";
import { resolveHolds } from "@/lib/holds/server/resolve-holds";
import type { Count } from "@/lib/memories/types";
import { getStore } from "@/lib/stores/server/get-store";
import type { StoreId } from "@/lib/stores/store-ids";

const lowerBound = 10_000;

/**
 * How many memories a list has: exactly, or at least so many where counting them all takes longer than a statement may. Throws
 * not_permitted, not_found (the store), timed_out.
 */
export const countWorklist = async (
  ctx: Context,
  input: { storeId: StoreId; filter: Filter; signal?: AbortSignal },
): Promise<Count> => {
  requirePermission(ctx.actor, "memories:read");
  const { signal } = input;
  const filter = await resolveHolds(ctx, input.storeId, input.filter);
  const store = await getStore(ctx, input.storeId);
  try {
    return await store.count(filter, signal);
  } catch (error) {
    if (!isTimeout(error) || store.countUpTo === undefined) throw error;
  }
  try {
    return await store.countUpTo({ filter, max: lowerBound }, signal);
  } catch (error) {
    if (!isTimeout(error)) throw error;
    throw new ExpectedError("timed_out", "Counting took too long and was stopped.");
  }
};
