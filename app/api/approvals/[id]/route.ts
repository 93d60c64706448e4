import { getApproval } from "@/lib/approvals/server/list-approvals";
import { approvalIdSchema } from "@/lib/approvals/types";
import { jsonRoute, parseInput } from "@/lib/http/server/json-route";

export const GET = jsonRoute<{ id: string }>("memories:delete", (ctx, _request, { id }) =>
  getApproval(ctx, { id: parseInput(approvalIdSchema, id) }),
);
