import { cleanOfDeletion } from "@/lib/cleaning/server/clean-of-deletion";
import { deletionIdSchema } from "@/lib/deletions/deletion-id";
import { jsonRoute, parseInput } from "@/lib/http/server/json-route";

/** The clean of the database's files that covers a deletion; null while there is none. */
export const GET = jsonRoute<{ id: string }>("deletions:read", (ctx, _request, { id }) =>
  cleanOfDeletion(ctx, { deletionId: parseInput(deletionIdSchema, id) }),
);
