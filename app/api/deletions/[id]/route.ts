import { getDeletion } from "@/lib/deletions/server/history/get-deletion";
import { deletionIdSchema } from "@/lib/deletions/deletion-id";
import { jsonRoute, parseInput } from "@/lib/http/server/json-route";

export const GET = jsonRoute<{ id: string }>("deletions:read", (ctx, _request, { id }) =>
  getDeletion(ctx, parseInput(deletionIdSchema, id)),
);
