import { deletionSearchOf } from "@/lib/deletions/server/history/deletion-search-request";
import { countDeletions } from "@/lib/deletions/server/history/list-deletions";
import { jsonRoute } from "@/lib/http/server/json-route";

/** Its own request, so that rows never wait for it. */
export const GET = jsonRoute("deletions:read", (ctx, request) =>
  countDeletions(ctx, deletionSearchOf(new URL(request.url).searchParams)),
);
