import { jsonRoute, parseInput } from "@/lib/http/server/json-route";
import { getView } from "@/lib/views/server/list-views";
import { viewIdSchema } from "@/lib/views/view-id-schema";

export const GET = jsonRoute<{ id: string }>("memories:read", (ctx, _request, { id }) =>
  getView(ctx, parseInput(viewIdSchema, id)),
);
