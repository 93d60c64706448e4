import { z } from "zod";
import { filterOf } from "@/lib/browse/memory-search";
import { countByMonth } from "@/lib/browse/server/count-by-month";
import { memorySearchOf } from "@/lib/browse/server/memory-search-request";
import { jsonRoute, parseInput } from "@/lib/http/server/json-route";
import { entityKinds } from "@/lib/memories/entity";
import { requestedStoreId } from "@/lib/stores/server/requested-store";

const kind = z.enum(entityKinds).nullable();

/** What a search finds by month, also by the users, agents, apps or runs that it has most of; null where the store cannot tell. */
export const GET = jsonRoute("memories:read", (ctx, request) => {
  const { searchParams } = new URL(request.url);
  return countByMonth(ctx, {
    storeId: requestedStoreId(request),
    filter: filterOf(memorySearchOf(searchParams)),
    by: parseInput(kind, searchParams.get("by")),
    signal: request.signal,
  });
});
