import type { Context } from "@/lib/access/context";
import { ExpectedError } from "@/lib/errors/expected-error";
import type { Memory, MemoryId, MemoryVersion } from "@/lib/memories/types";
import { getStore } from "@/lib/stores/server/get-store";
import type { StoreId } from "@/lib/stores/store-ids";

export type MemoryDetails = { memory: Memory; versions: MemoryVersion[] };

/** One memory with its versions, oldest first; throws not_found when the store does not have it. */
export const getMemory = async (
  ctx: Context,
  input: { storeId: StoreId; id: MemoryId },
): Promise<MemoryDetails> => {
  const store = await getStore(ctx, input.storeId);
  const [memory, versions] = await Promise.all([store.find(input.id), store.listVersions(input.id)]);
  if (memory === null)
    throw new ExpectedError("not_found", "This memory is not in the store. It may have been deleted.");
  return { memory, versions };
};
