import { findDeletionsOf } from "@/lib/deletions/server/find-deletions-of";
import { jsonRoute } from "@/lib/http/server/json-route";
import { requestedMemoryId } from "@/lib/memories/server/requested-id";

export const GET = jsonRoute("deletions:read", (ctx, request) =>
  findDeletionsOf(ctx, requestedMemoryId(request)),
);
