import { countMemories } from "@/lib/browse/server/count-memories";
import { memorySearchOf } from "@/lib/browse/server/memory-search-request";
import { jsonRoute } from "@/lib/http/server/json-route";
import { requestedStoreId } from "@/lib/stores/server/requested-store";

/** Its own request, so that rows never wait for it; given up when the browser no longer wants it. */
export const GET = jsonRoute("memories:read", (ctx, request) =>
  countMemories(ctx, {
    storeId: requestedStoreId(request),
    search: memorySearchOf(new URL(request.url).searchParams),
    signal: request.signal,
  }),
);
