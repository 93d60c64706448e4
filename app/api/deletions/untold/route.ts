import { deletionSearchOf } from "@/lib/deletions/server/history/deletion-search-request";
import { countUntold } from "@/lib/deletions/server/history/list-deletions";
import { jsonRoute } from "@/lib/http/server/json-route";

export const GET = jsonRoute("deletions:read", (ctx, request) =>
  countUntold(ctx, deletionSearchOf(new URL(request.url).searchParams)),
);
