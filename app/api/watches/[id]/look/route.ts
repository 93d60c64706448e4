import { jsonRoute, parseInput } from "@/lib/http/server/json-route";
import { requestedStoreId } from "@/lib/stores/server/requested-store";
import { watchInputSchema } from "@/lib/watches/schema";
import { lookAtWatch } from "@/lib/watches/server/look-at-watch";

/** What one store says of what is watched. */
export const GET = jsonRoute<{ id: string }>("memories:read", (ctx, request, params) =>
  lookAtWatch(ctx, { ...parseInput(watchInputSchema, params), storeId: requestedStoreId(request) }),
);
