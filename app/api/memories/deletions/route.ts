import { findDeletionsOf } from "@/lib/deletions/server/history/find-deletions-of";
import { jsonRoute } from "@/lib/http/server/json-route";
import { requestedMemoryId } from "@/lib/browse/server/requested-id";

export const GET = jsonRoute("deletions:read", (ctx, request) =>
  findDeletionsOf(ctx, requestedMemoryId(request)),
);
