import { previewApproval } from "@/lib/approvals/server/preview-approval";
import { approvalIdSchema } from "@/lib/approvals/types";
import { jsonRoute, parseInput } from "@/lib/http/server/json-route";

/** What a deletion that waits for approval would delete now. */
export const GET = jsonRoute<{ id: string }>("memories:delete", (ctx, _request, { id }) =>
  previewApproval(ctx, { id: parseInput(approvalIdSchema, id) }),
);
