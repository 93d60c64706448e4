import type { Context } from "@/lib/access/context";
import { requirePermission } from "@/lib/access/require-permission";
import type { Memory } from "@/lib/memories/types";
import type { MemoryPosition } from "@/lib/memories/memory-page";
import { getStore } from "@/lib/stores/server/get-store";
import type { StoreId } from "@/lib/stores/store-ids";
import type { MemoryStore } from "@/lib/stores/types";
import { comparedMax, groupNear, groupsMax, type NearDuplicates } from "../near-duplicates";

const pageSize = 200;

/**
 * The newest memories of one user that say much the same as another one, by their trigrams. Compares a bounded set, and says how
 * large it was. Throws not_permitted, not_found (the store).
 */
export const findNearDuplicates = async (
  ctx: Context,
  input: { storeId: StoreId; userId: string; signal?: AbortSignal },
): Promise<NearDuplicates> => {
  requirePermission(ctx.actor, "memories:read");
  const store = await getStore(ctx, input.storeId);
  const { memories, hasMore } = await newestOf(store, input.userId, input.signal);
  const { groups, comparedCount } = await groupNear(memories, input.signal);
  const largest = groups.toSorted((a, b) => b.older.length - a.older.length);
  return {
    comparedCount,
    hasMore: hasMore || comparedCount < memories.length,
    groups: largest.slice(0, groupsMax),
    groupCount: groups.length,
    olderCount: groups.reduce((sum, { older }) => sum + older.length, 0),
  };
};

const newestOf = async (store: MemoryStore, userId: string, signal?: AbortSignal) => {
  const memories: Memory[] = [];
  let position: MemoryPosition | null = null;
  for (;;) {
    signal?.throwIfAborted();
    const page = await store.list({
      filter: { field: "user_id", operator: "eq", value: userId },
      sort: { field: "created_at", direction: "desc" },
      cursor: position === null ? null : { direction: "after", position },
      limit: pageSize,
    });
    memories.push(...page.memories);
    const last = page.memories.at(-1);
    const hasMore = page.hasNext || page.cappedAt !== undefined;
    if (last === undefined || !page.hasNext || memories.length >= comparedMax) return { memories, hasMore };
    position = { at: last.createdAt, id: last.id };
  }
};
