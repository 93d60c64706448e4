import { jsonRoute, parseInput } from "@/lib/http/server/json-route";
import { getMemory } from "@/lib/memories/server/get-memory";
import { memoryIdSchema } from "@/lib/memories/types";
import { requestedStoreId } from "@/lib/stores/server/requested-store";

export const GET = jsonRoute<{ id: string }>("memories:read", (ctx, request, { id }) =>
  getMemory(ctx, { storeId: requestedStoreId(request), id: parseInput(memoryIdSchema, id) }),
);
