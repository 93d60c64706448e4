import { withinReach } from "@/lib/access/restriction";
import type { Context } from "@/lib/access/context";
import type { Filter } from "@/lib/filters/filter";
import { resolveHolds } from "@/lib/holds/server/resolve-holds";
import { builtinStoreId } from "@/lib/stores/store-ids";

/**
 * What a filter finds within the actor's reach, in a form that the store understands. Throws not_permitted where it asks what is held
 * and the actor may not see that.
 */
export const reachedFilter = async (ctx: Context, filter: Filter | null): Promise<Filter | null> =>
  withinReach(ctx, await resolveHolds(ctx, builtinStoreId, filter));
