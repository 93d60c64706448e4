import { deletionItemPageSize } from "@/lib/deletions/query-options";
import { deletionItemSearchOf } from "@/lib/deletions/server/history/deletion-search-request";
import { listDeletionItems } from "@/lib/deletions/server/history/list-deletion-items";
import { deletionIdSchema } from "@/lib/deletions/deletion-id";
import { jsonRoute, parseInput } from "@/lib/http/server/json-route";

export const GET = jsonRoute<{ id: string }>("deletions:read", (ctx, request, { id }) =>
  listDeletionItems(ctx, {
    deletionId: parseInput(deletionIdSchema, id),
    ...deletionItemSearchOf(new URL(request.url).searchParams),
    limit: deletionItemPageSize,
  }),
);
