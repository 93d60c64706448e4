import type { Context } from "@/lib/access/context";
import { requirePermission } from "@/lib/access/require-permission";
import { isTimeout } from "@/lib/database/server/database-error";
import { ExpectedError } from "@/lib/errors/expected-error";
import type { Filter } from "@/lib/filters/filter";
import type { EntityKind } from "@/lib/memories/entity";
import type { MonthCounts } from "@/lib/memories/month-counts";
import { resolveHolds } from "@/lib/holds/server/resolve-holds";
import { readStore } from "@/lib/stores/server/read-store";
import type { StoreId } from "@/lib/stores/store-ids";

/**
 * How many memories match by the month in which they were created, in UTC, also by the most frequent values of an entity; null
 * when the store cannot tell. Throws not_permitted, not_found (the store), timed_out.
 */
export const countByMonth = async (
  ctx: Context,
  input: { storeId: StoreId; filter: Filter | null; by: EntityKind | null; signal?: AbortSignal },
): Promise<MonthCounts | null> => {
  requirePermission(ctx.actor, "memories:read");
  const { storeId, by, signal } = input;
  const filter = await resolveHolds(ctx, storeId, input.filter);
  try {
    const { result } = await readStore(
      ctx,
      storeId,
      async (store) => (await store.countByMonth?.({ filter, by, now: ctx.now() }, signal)) ?? null,
    );
    return result;
  } catch (error) {
    if (!isTimeout(error)) throw error;
    throw new ExpectedError("timed_out", "Counting by month took too long and was stopped.");
  }
};
