import { findDeletionsOf } from "@/lib/deletions/server/find-deletions-of";
import { jsonRoute, parseInput } from "@/lib/http/server/json-route";
import { memoryIdSchema } from "@/lib/memories/types";

export const GET = jsonRoute<{ id: string }>("deletions:read", (ctx, _request, { id }) =>
  findDeletionsOf(ctx, parseInput(memoryIdSchema, id)),
);
