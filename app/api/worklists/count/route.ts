import { memorySearchOf } from "@/lib/browse/server/memory-search-request";
import { ExpectedError } from "@/lib/errors/expected-error";
import { jsonRoute } from "@/lib/http/server/json-route";
import { requestedStoreId } from "@/lib/stores/server/requested-store";
import { countWorklist } from "@/lib/worklists/server/count-worklist";

export const GET = jsonRoute("memories:read", (ctx, request) => {
  const { filter } = memorySearchOf(new URL(request.url).searchParams);
  if (filter === null) throw new ExpectedError("invalid_input", "The filter is missing.");
  return countWorklist(ctx, { storeId: requestedStoreId(request), filter, signal: request.signal });
});
