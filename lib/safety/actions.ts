"use server";

import { refresh } from "next/cache";
import { memberAction } from "@/lib/actions/server/member-action";
import { safetyRuleSchema } from "./schema";
import { changeSafetyRule } from "./server/change-rule";

/** Changes the rule of the second person, or asks another admin to approve that. */
export const changeSafetyRuleAction = memberAction("changeSafetyRule", "safety:manage")
  .inputSchema(safetyRuleSchema)
  .action(async ({ parsedInput, ctx }) => {
    const changed = await changeSafetyRule(ctx.context, parsedInput);
    refresh();
    return changed;
  });
