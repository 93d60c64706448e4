import { deletionPageSize } from "@/lib/deletions/query-options";
import { deletionSearchOf } from "@/lib/deletions/server/history/deletion-search-request";
import { listDeletions } from "@/lib/deletions/server/history/list-deletions";
import { jsonRoute } from "@/lib/http/server/json-route";

export const GET = jsonRoute("deletions:read", (ctx, request) =>
  listDeletions(ctx, {
    search: deletionSearchOf(new URL(request.url).searchParams),
    limit: deletionPageSize,
  }),
);
