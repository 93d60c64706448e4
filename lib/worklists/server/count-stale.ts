import type { Context } from "@/lib/access/context";
import { requirePermission } from "@/lib/access/require-permission";
import { isTimeout } from "@/lib/database/server/database-error";
import { ExpectedError } from "@/lib/errors/expected-error";
import type { Filter } from "@/lib/filters/filter";
import { fieldsMissing } from "@/lib/stores/provided-fields";
import { getStore } from "@/lib/stores/server/get-store";
import type { StoreId } from "@/lib/stores/store-ids";
import { ageBounds, staleReasons, unchangedDays, type StaleCounts, type StaleReason } from "../stale-counts";
import { unchangedFor } from "../worklists";

const dayMs = 86_400_000;

const filters: Record<StaleReason, Filter> = {
  expired: { field: "expiration_date", operator: "expired" },
  superseded: { field: "superseded", operator: "eq", value: true },
  duplicate: { field: "duplicate", operator: "eq", value: "all_but_newest" },
  unchanged: unchangedFor(unchangedDays),
};

/**
 * How much of a store is stale, by why and by age, of one instant; null when the store cannot tell. Throws not_permitted, not_found
 * (the store), timed_out.
 */
export const countStale = async (
  ctx: Context,
  input: { storeId: StoreId; signal?: AbortSignal },
): Promise<StaleCounts | null> => {
  requirePermission(ctx.actor, "memories:read");
  const store = await getStore(ctx, input.storeId);
  if (store.countByAge === undefined) return null;
  const reasons = staleReasons.filter((reason) => fieldsMissing(store, filters[reason]).length === 0);
  const now = ctx.now().getTime();
  const bounds = ageBounds.map((days) => new Date(now - days * dayMs));
  try {
    const ages = await store.countByAge(
      { parts: reasons.map((reason) => filters[reason]), bounds },
      input.signal,
    );
    const counted = reasons.map((reason, index) => ({
      reason,
      count: ages.reduce((sum, age) => sum + (age[index] ?? 0), 0),
    }));
    return {
      total: ages.reduce((sum, age) => sum + age.reduce((all, count) => all + count, 0), 0),
      stale: counted.reduce((sum, { count }) => sum + count, 0),
      reasons: counted,
      ages,
    };
  } catch (error) {
    if (!isTimeout(error)) throw error;
    throw new ExpectedError("timed_out", "Counting what is stale took too long and was stopped.");
  }
};
