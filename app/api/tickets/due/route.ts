import { jsonRoute } from "@/lib/http/server/json-route";
import { countDue } from "@/lib/tickets/server/list-tickets";

/** How many tickets are due for this member, for beside the navigation. */
export const GET = jsonRoute("tickets:read", (ctx) => countDue(ctx));
