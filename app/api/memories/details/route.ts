import { jsonRoute } from "@/lib/http/server/json-route";
import { getMemory } from "@/lib/browse/server/get-memory";
import { requestedMemoryId } from "@/lib/browse/server/requested-id";
import { requestedStoreId } from "@/lib/stores/server/requested-store";

export const GET = jsonRoute("memories:read", (ctx, request) =>
  getMemory(ctx, { storeId: requestedStoreId(request), id: requestedMemoryId(request) }),
);
