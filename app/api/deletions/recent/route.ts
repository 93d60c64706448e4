import { sumUpRecentDeletions } from "@/lib/deletions/server/history/sum-up-recent";
import { jsonRoute } from "@/lib/http/server/json-route";

export const GET = jsonRoute("deletions:read", (ctx) => sumUpRecentDeletions(ctx));
