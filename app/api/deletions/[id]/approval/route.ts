import { findApprovalOf } from "@/lib/approvals/server/list-approvals";
import { deletionIdSchema } from "@/lib/deletions/deletion-id";
import { jsonRoute, parseInput } from "@/lib/http/server/json-route";

/** Its request for approval; null when there is none that this member may see. */
export const GET = jsonRoute<{ id: string }>("memories:delete", (ctx, _request, { id }) =>
  findApprovalOf(ctx, { deletionId: parseInput(deletionIdSchema, id) }),
);
