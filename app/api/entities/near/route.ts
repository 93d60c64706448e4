import { z } from "zod";
import { listNearEntities } from "@/lib/browse/server/list-near-entities";
import { entityKinds } from "@/lib/memories/entity";
import { entityIdToFind } from "@/lib/memories/text-schemas";
import { jsonRoute, parseInput } from "@/lib/http/server/json-route";
import { requestedStoreId } from "@/lib/stores/server/requested-store";

const schema = z.object({
  kind: z.enum(entityKinds),
  text: entityIdToFind(),
});

/** Given up when the browser no longer wants it. */
export const GET = jsonRoute("memories:read", (ctx, request) => {
  const input = parseInput(schema, Object.fromEntries(new URL(request.url).searchParams));
  return listNearEntities(ctx, { ...input, storeId: requestedStoreId(request), signal: request.signal });
});
