import { and, desc, gt, inArray, lt } from "drizzle-orm";
import type { Context } from "@/lib/access/context";
import { requirePermission } from "@/lib/access/require-permission";
import { kindsOfGroup, type SecurityEventGroup, type SecurityEventPage } from "@/lib/access/security-events";
import { securityEventDays } from "@/lib/security/event-kinds";
import { securityEvents } from "@/drizzle/schema/security";

const pageSize = 50;

/** A page of the security events of the last ninety days, newest first, from below `beforeId` on. Throws not_permitted. */
export const listSecurityEvents = async (
  ctx: Context,
  input: { group: SecurityEventGroup | null; beforeId: number | null },
): Promise<SecurityEventPage> => {
  requirePermission(ctx.actor, "security:read");
  const { group, beforeId } = input;
  const since = new Date(ctx.now().getTime() - securityEventDays * 86_400_000);
  const rows = await ctx.database
    .select()
    .from(securityEvents)
    .where(
      and(
        gt(securityEvents.at, since),
        group === null ? undefined : inArray(securityEvents.kind, [...kindsOfGroup[group]]),
        beforeId === null ? undefined : lt(securityEvents.id, beforeId),
      ),
    )
    .orderBy(desc(securityEvents.id))
    .limit(pageSize + 1);
  const page = rows.slice(0, pageSize);
  return {
    events: page.map(({ id, at, kind, actor, address, detail: { count, ...detail } }) => ({
      id,
      at: at.toISOString(),
      kind,
      actor:
        actor === null ? null : { kind: actor.kind === "rule" ? "system" : actor.kind, label: actor.label },
      address,
      detail,
      count: Number(count ?? 1),
    })),
    nextBeforeId: rows.length > pageSize ? (page.at(-1)?.id ?? null) : null,
  };
};
