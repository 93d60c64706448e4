import type { Context } from "@/lib/access/context";
import { requirePermission } from "@/lib/access/require-permission";
import type { ShownAlarm } from "@/lib/ledger/alarms";
import { listLivingAlarms, type LedgerAlarm } from "./alarms";

/** Alarms that last or wait to be acknowledged, in the order in which they were raised. Throws not_permitted. */
export const listAlarms = async (ctx: Pick<Context, "actor" | "database">): Promise<ShownAlarm[]> => {
  requirePermission(ctx.actor, "ledger:read");
  return (await listLivingAlarms(ctx.database)).map(shown);
};

const shown = (alarm: LedgerAlarm): ShownAlarm => {
  const { acknowledgedAt, acknowledgedBy, reason } = alarm;
  return {
    id: alarm.id,
    code: alarm.code,
    subject: alarm.subject,
    facts: alarm.facts,
    raisedAt: alarm.raisedAt.toISOString(),
    lastSeenAt: alarm.lastSeenAt.toISOString(),
    clearedAt: alarm.clearedAt?.toISOString() ?? null,
    acknowledged:
      acknowledgedAt === null
        ? null
        : { at: acknowledgedAt.toISOString(), by: acknowledgedBy?.label ?? "", reason: reason ?? "" },
  };
};
