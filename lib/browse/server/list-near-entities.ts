import type { Context } from "@/lib/access/context";
import { isTimeout } from "@/lib/database/server/database-error";
import type { EntityKind } from "@/lib/memories/entity";
import { ExpectedError } from "@/lib/errors/expected-error";
import { requirePermission } from "@/lib/access/require-permission";
import { readStore } from "@/lib/stores/server/read-store";
import type { FacetValue } from "@/lib/memories/types";
import type { StoreId } from "@/lib/stores/store-ids";

const nearEntitiesMax = 5;

/**
 * For an id that nothing has: existing ones of the same kind that may be meant. A "*" in it is not counted, as
 * it stands for nothing within an id. Throws not_permitted, not_found (the store), timed_out.
 */
export const listNearEntities = async (
  ctx: Context,
  { storeId, kind, text, signal }: { storeId: StoreId; kind: EntityKind; text: string; signal?: AbortSignal },
): Promise<FacetValue[]> => {
  requirePermission(ctx.actor, "memories:read");
  const wanted = text.replaceAll("*", "").trim();
  if (wanted === "") return [];
  try {
    const { result } = await readStore(ctx, storeId, (store) =>
      store.listNearEntities({ kind, text: wanted, limit: nearEntitiesMax }, signal),
    );
    return result;
  } catch (error) {
    if (!isTimeout(error)) throw error;
    throw new ExpectedError("timed_out", "Looking for similar IDs took too long and was stopped.");
  }
};
