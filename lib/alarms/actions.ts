"use server";

import { memberAction } from "@/lib/actions/server/member-action";
import { acknowledgeSchema } from "@/lib/ledger/alarms";
import { acknowledgeAlarm } from "@/lib/ledger/server/log/acknowledge-alarm";

/** Notes that an admin has taken note of an alarm. */
export const acknowledgeAlarmAction = memberAction("acknowledgeAlarm", "ledger:acknowledge")
  .inputSchema(acknowledgeSchema)
  .action(async ({ parsedInput, ctx }) => {
    await acknowledgeAlarm(ctx.context, parsedInput);
    return { isDone: true };
  });
