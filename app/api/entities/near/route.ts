import { z } from "zod";
import { entityTextLengthMax } from "@/lib/entities/search";
import { listNearEntities } from "@/lib/entities/server/list-near-entities";
import { entityKinds } from "@/lib/entities/types";
import { jsonRoute, parseInput } from "@/lib/http/server/json-route";
import { builtinStoreId } from "@/lib/stores/store-ids";
import { storeIdSchema } from "@/lib/stores/types";

const schema = z.object({
  store: storeIdSchema.default(builtinStoreId),
  kind: z.enum(entityKinds),
  text: z
    .string()
    .max(entityTextLengthMax)
    .refine((text) => !text.includes("\u0000"), "cannot contain the null character"),
});

/** Given up when the browser no longer wants it. */
export const GET = jsonRoute("memories:read", (ctx, request) => {
  const { store, ...input } = parseInput(schema, Object.fromEntries(new URL(request.url).searchParams));
  return listNearEntities(ctx, { ...input, storeId: store, signal: request.signal });
});
