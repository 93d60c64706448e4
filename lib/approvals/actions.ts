"use server";

import { memberAction } from "@/lib/actions/server/member-action";
import { approve, decline } from "./server/decide-approval";
import { withdraw } from "./server/withdraw-approval";
import { approvalInputSchema, declineSchema } from "./types";

/** Approves a deletion that waits, or a change that was asked for. */
export const approveAction = memberAction("approve", "approvals:decide")
  .inputSchema(approvalInputSchema)
  .action(async ({ parsedInput, ctx }) => {
    await approve(ctx.context, parsedInput);
    return { isDone: true };
  });

/** Declines it, with a reason or without. */
export const declineAction = memberAction("decline", "approvals:decide")
  .inputSchema(declineSchema)
  .action(async ({ parsedInput, ctx }) => {
    await decline(ctx.context, parsedInput);
    return { isDone: true };
  });

/** Takes a request of one's own back. */
export const withdrawAction = memberAction("withdraw", "memories:delete")
  .inputSchema(approvalInputSchema)
  .action(async ({ parsedInput, ctx }) => {
    await withdraw(ctx.context, parsedInput);
    return { isDone: true };
  });
