import { jsonRoute, parseInput } from "@/lib/http/server/json-route";
import { getMemory } from "@/lib/memories/server/get-memory";
import { memoryIdSchema } from "@/lib/memories/types";
import { builtinStoreId } from "@/lib/stores/store-ids";

export const GET = jsonRoute<{ id: string }>("memories:read", (ctx, _request, { id }) =>
  getMemory(ctx, { storeId: builtinStoreId, id: parseInput(memoryIdSchema, id) }),
);
