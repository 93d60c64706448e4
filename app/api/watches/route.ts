import { jsonRoute } from "@/lib/http/server/json-route";
import { listWatches } from "@/lib/watches/server/manage-watches";

export const GET = jsonRoute("memories:read", (ctx) => listWatches(ctx));
