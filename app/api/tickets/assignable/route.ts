import { jsonRoute } from "@/lib/http/server/json-route";
import { listAssignable } from "@/lib/tickets/server/list-tickets";

export const GET = jsonRoute("tickets:read", (ctx) => listAssignable(ctx));
