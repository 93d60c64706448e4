import { eq } from "drizzle-orm";
import type { Context } from "@/lib/access/context";
import { can } from "@/lib/access/types";
import type { Deletion } from "@/lib/deletions/types";
import { coversNamed } from "@/lib/holds/server/covers-named";
import { heldStill } from "@/lib/tickets/held-still";
import type { SuppressibleId, Ticket, TicketHeld } from "@/lib/tickets/types";
import { tickets } from "@/drizzle/schema/tickets";

/**
 * What of a ticket's person holds keep from being erased: memories that its deletions, oldest first, left, and holds in force that name
 * the person, or cover everything in one of their stores.
 * Null where nothing is known of any, and no exemption was recorded.
 */
export const heldOf = async (
  ctx: Context,
  ticket: Pick<Ticket, "id">,
  { deletions, ids }: { deletions: readonly Deletion[]; ids: readonly SuppressibleId[] | null },
): Promise<TicketHeld | null> => {
  const [row] = await ctx.database
    .select({
      ground: tickets.exemptionGround,
      at: tickets.exemptedAt,
      by: tickets.exemptedBy,
    })
    .from(tickets)
    .where(eq(tickets.id, ticket.id));
  const exemption =
    row === undefined || row.ground === null || row.at === null || row.by === null
      ? null
      : { ground: row.ground, at: row.at.toISOString(), by: row.by };
  const held = heldStill(deletions);
  const mayName = ctx.actor.kind === "system" || can(ctx.actor.role, "holds:read");
  const storeIds = new Set<string>(deletions.map(({ storeId }) => storeId));
  const covering = (await coversNamed(ctx.database, ids ?? [])).filter(
    (hold) => hold.isNamed || hold.storeIds === null || hold.storeIds.some((id) => storeIds.has(id)),
  );
  const holds = new Map(
    [
      ...deletions.flatMap(({ heldBy }, place) => ((held[place] ?? 0) > 0 ? heldBy : [])),
      ...(mayName ? covering : []),
    ].map(({ id, name }) => [id, { id, name }]),
  );
  const memoryCount = held.reduce((sum, count) => sum + count, 0);
  if (memoryCount === 0 && covering.length === 0 && exemption === null) return null;
  const isNamed = covering.some((hold) => hold.isNamed);
  return {
    memoryCount,
    standing: isNamed ? "named" : covering.length > 0 ? "everything" : null,
    holds: [...holds.values()],
    exemption,
  };
};
