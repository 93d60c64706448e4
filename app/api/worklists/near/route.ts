import { jsonRoute, parseInput } from "@/lib/http/server/json-route";
import { entityIdToFind } from "@/lib/memories/text-schemas";
import { requestedStoreId } from "@/lib/stores/server/requested-store";
import { findNearDuplicates } from "@/lib/worklists/server/find-near-duplicates";

const userId = entityIdToFind("The user ID").min(1);

export const GET = jsonRoute("memories:read", (ctx, request) =>
  findNearDuplicates(ctx, {
    storeId: requestedStoreId(request),
    userId: parseInput(userId, new URL(request.url).searchParams.get("user")),
    signal: request.signal,
  }),
);
