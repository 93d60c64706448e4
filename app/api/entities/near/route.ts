import { z } from "zod";
import { entityTextLengthMax } from "@/lib/browse/entity-search";
import { listNearEntities } from "@/lib/browse/server/list-near-entities";
import { entityKinds } from "@/lib/memories/entity";
import { jsonRoute, parseInput } from "@/lib/http/server/json-route";
import { requestedStoreId } from "@/lib/stores/server/requested-store";

const schema = z.object({
  kind: z.enum(entityKinds),
  text: z
    .string()
    .max(entityTextLengthMax)
    .refine((text) => !text.includes("\u0000"), "cannot contain the null character"),
});

/** Given up when the browser no longer wants it. */
export const GET = jsonRoute("memories:read", (ctx, request) => {
  const input = parseInput(schema, Object.fromEntries(new URL(request.url).searchParams));
  return listNearEntities(ctx, { ...input, storeId: requestedStoreId(request), signal: request.signal });
});
