import { countWaiting } from "@/lib/approvals/server/list-approvals";
import { jsonRoute } from "@/lib/http/server/json-route";

/** How many wait for this member, for beside the navigation. */
export const GET = jsonRoute("memories:delete", (ctx) => countWaiting(ctx));
