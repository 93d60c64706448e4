import type { Context } from "@/lib/access/context";
import { isWithinReach } from "@/lib/access/restriction";
import type { Memory, MemoryId } from "@/lib/memories/types";
import { getStore } from "@/lib/stores/server/get-store";
import { builtinStoreId } from "@/lib/stores/store-ids";

/** One memory of the built-in store, or null: also when it is not within the reach of a narrowed API key. */
export const findMemory = async (ctx: Context, id: MemoryId): Promise<Memory | null> => {
  const memory = await (await getStore(ctx, builtinStoreId)).find(id);
  return memory !== null && isWithinReach(ctx, memory) ? memory : null;
};
