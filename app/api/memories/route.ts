import { jsonRoute } from "@/lib/http/server/json-route";
import { listMemories } from "@/lib/browse/server/list-memories";
import { memorySearchOf } from "@/lib/browse/server/memory-search-request";
import { requestedStoreId } from "@/lib/stores/server/requested-store";

export const GET = jsonRoute("memories:read", (ctx, request) =>
  listMemories(ctx, {
    storeId: requestedStoreId(request),
    search: memorySearchOf(new URL(request.url).searchParams),
  }),
);
