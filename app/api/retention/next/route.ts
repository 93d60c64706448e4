import { jsonRoute } from "@/lib/http/server/json-route";
import { listComingRuns } from "@/lib/retention/server/list-rules";

export const GET = jsonRoute("deletions:read", (ctx) => listComingRuns(ctx));
