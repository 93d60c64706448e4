import { jsonRoute } from "@/lib/http/server/json-route";
import { listViews } from "@/lib/views/server/list-views";

export const GET = jsonRoute("memories:read", (ctx) => listViews(ctx));
