import { listApprovals } from "@/lib/approvals/server/list-approvals";
import { approvalIdSchema } from "@/lib/approvals/types";
import { jsonRoute, parseInput } from "@/lib/http/server/json-route";

export const GET = jsonRoute("memories:delete", (ctx, request) =>
  listApprovals(ctx, {
    after: parseInput(approvalIdSchema.nullable(), new URL(request.url).searchParams.get("after")),
  }),
);
