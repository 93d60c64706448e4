import { desc, eq, getTableColumns, sql } from "drizzle-orm";
import type { Context } from "@/lib/access/context";
import { requirePermission } from "@/lib/access/require-permission";
import { suppressions } from "@/drizzle/schema/suppressions";
import { tickets } from "@/drizzle/schema/tickets";
import type { SuppressionPage, SuppressionPosition } from "../types";
import { suppressionFrom } from "./suppression-from";

const pageSize = 50;

/** All suppressions, also those that were lifted, newest first, from after a place in that order on. Throws not_permitted. */
export const listSuppressions = async (
  ctx: Context,
  { after }: { after: SuppressionPosition | null },
): Promise<SuppressionPage> => {
  requirePermission(ctx.actor, "suppressions:manage");
  const rows = await ctx.database
    .select({ ...getTableColumns(suppressions), ticketReference: tickets.reference })
    .from(suppressions)
    .innerJoin(tickets, eq(tickets.id, suppressions.ticketId))
    .where(
      after === null
        ? undefined
        : sql`(${suppressions.createdAt}, ${suppressions.id}) < (${after.at}::timestamptz, ${after.id}::uuid)`,
    )
    .orderBy(desc(suppressions.createdAt), desc(suppressions.id))
    .limit(pageSize + 1);
  const shown = rows.slice(0, pageSize).map((row) => suppressionFrom(ctx, row));
  const last = shown.at(-1);
  return {
    suppressions: shown,
    nextPosition: rows.length > pageSize && last !== undefined ? { at: last.createdAt, id: last.id } : null,
  };
};
