import { and, eq, isNull } from "drizzle-orm";
import { ledgerAlarms } from "@/drizzle/schema/ledger-log";
import type { Context } from "@/lib/access/context";
import { requirePermission } from "@/lib/access/require-permission";
import { ExpectedError } from "@/lib/errors/expected-error";
import type { AcknowledgeInput } from "@/lib/ledger/alarms";
import { recordEvent } from "../record-event";

/**
 * Notes that an admin has taken note of an alarm, and what they found out; it is then shown on the ledger's page alone, for as long as
 * it lasts. Throws not_permitted, not_found, and wrong_status when somebody else has.
 */
export const acknowledgeAlarm = async (ctx: Context, { id, reason }: AcknowledgeInput): Promise<void> => {
  requirePermission(ctx.actor, "ledger:acknowledge");
  const at = ctx.now();
  await ctx.database.transaction(async (transaction) => {
    const [row] = await transaction
      .update(ledgerAlarms)
      .set({ acknowledgedAt: at, acknowledgedBy: ctx.actor, reason })
      .where(and(eq(ledgerAlarms.id, id), isNull(ledgerAlarms.acknowledgedAt)))
      .returning({ code: ledgerAlarms.code });
    if (row === undefined) {
      const isThere = (await transaction.$count(ledgerAlarms, eq(ledgerAlarms.id, id))) > 0;
      throw isThere
        ? new ExpectedError("wrong_status", "Somebody else has acknowledged this alarm already.")
        : new ExpectedError("not_found", "This alarm does not exist.");
    }
    await recordEvent(transaction, {
      kind: "ledger.alarm-acknowledged",
      body: { actor: { kind: ctx.actor.kind, id: ctx.actor.id }, alarmId: id, code: row.code },
      at,
    });
  });
};
