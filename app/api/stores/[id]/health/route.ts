import { jsonRoute, parseInput } from "@/lib/http/server/json-route";
import { checkHealth } from "@/lib/stores/server/check-health";
import { storeIdSchema } from "@/lib/stores/store-id-schema";

/** Whether a store answers. */
export const GET = jsonRoute<{ id: string }>("memories:read", (ctx, _request, { id }) =>
  checkHealth(ctx, parseInput(storeIdSchema, id)),
);
