import { jsonRoute } from "@/lib/http/server/json-route";
import { requestedStoreId } from "@/lib/stores/server/requested-store";
import { countStale } from "@/lib/worklists/server/count-stale";

/** Null where the store cannot tell. */
export const GET = jsonRoute("memories:read", (ctx, request) =>
  countStale(ctx, { storeId: requestedStoreId(request), signal: request.signal }),
);
