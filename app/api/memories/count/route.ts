import { jsonRoute } from "@/lib/http/server/json-route";
import { filterOf } from "@/lib/browse/memory-search";
import { memorySearchOf } from "@/lib/browse/server/memory-search-request";
import { getStore } from "@/lib/stores/server/get-store";
import { requestedStoreId } from "@/lib/stores/server/requested-store";

/** Its own request, so that rows never wait for it; given up when the browser no longer wants it. */
export const GET = jsonRoute("memories:read", async (ctx, request) => {
  const store = await getStore(ctx, requestedStoreId(request));
  return store.count(filterOf(memorySearchOf(new URL(request.url).searchParams)), request.signal);
});
