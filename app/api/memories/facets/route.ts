import { z } from "zod";
import { jsonRoute, parseInput } from "@/lib/http/server/json-route";
import { readStore } from "@/lib/stores/server/read-store";
import { requestedStoreId } from "@/lib/stores/server/requested-store";
import { entityIdToFind } from "@/lib/memories/text-schemas";
import { suggestedFields } from "@/lib/memories/types";

const facetLimit = 20;
const schema = z.object({ field: z.enum(suggestedFields), text: entityIdToFind().default("") });

export const GET = jsonRoute("memories:read", async (ctx, request) => {
  const input = parseInput(schema, Object.fromEntries(new URL(request.url).searchParams));
  const { result } = await readStore(ctx, requestedStoreId(request), (store) =>
    store.listFacets({ ...input, limit: facetLimit }),
  );
  return result;
});
