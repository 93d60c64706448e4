import { eq } from "drizzle-orm";
import type { Context } from "@/lib/access/context";
import { can } from "@/lib/access/types";
import type { Deletion } from "@/lib/deletions/types";
import { heldIn } from "@/lib/deletions/words/held-words";
import { coversNamed } from "@/lib/holds/server/covers-named";
import type { SuppressibleId, Ticket, TicketHeld } from "@/lib/tickets/types";
import { tickets } from "@/drizzle/schema/tickets";

/**
 * What of a ticket's person holds keep from being erased: memories that its deletions left, and holds in force that name the person.
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
  const mayName = ctx.actor.kind === "system" || can(ctx.actor.role, "holds:read");
  const naming = await coversNamed(ctx.database, ids ?? []);
  const holds = new Map(
    [...deletions.flatMap(({ heldBy }) => heldBy), ...(mayName ? naming : [])].map(({ id, name }) => [
      id,
      { id, name },
    ]),
  );
  const memoryCount = deletions.reduce((sum, deletion) => sum + heldIn(deletion), 0);
  if (memoryCount === 0 && naming.length === 0 && exemption === null) return null;
  return { memoryCount, isNamed: naming.length > 0, holds: [...holds.values()], exemption };
};
