import { jsonRoute } from "@/lib/http/server/json-route";
import { getMemory } from "@/lib/memories/server/get-memory";
import { requestedMemoryId } from "@/lib/memories/server/requested-id";
import { requestedStoreId } from "@/lib/stores/server/requested-store";

export const GET = jsonRoute("memories:read", (ctx, request) =>
  getMemory(ctx, { storeId: requestedStoreId(request), id: requestedMemoryId(request) }),
);
