import { jsonRoute } from "@/lib/http/server/json-route";
import { listMemories } from "@/lib/memories/server/list-memories";
import { memorySearchOf } from "@/lib/memories/server/memory-search-request";
import { builtinStoreId } from "@/lib/stores/store-ids";

export const GET = jsonRoute("memories:read", (ctx, request) =>
  listMemories(ctx, { storeId: builtinStoreId, search: memorySearchOf(new URL(request.url).searchParams) }),
);
