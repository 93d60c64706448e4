import { deletionSearchOf } from "@/lib/deletions/server/deletion-search-request";
import { countUntold } from "@/lib/deletions/server/list-deletions";
import { jsonRoute } from "@/lib/http/server/json-route";

export const GET = jsonRoute("deletions:read", (ctx, request) =>
  countUntold(ctx, deletionSearchOf(new URL(request.url).searchParams)),
);
