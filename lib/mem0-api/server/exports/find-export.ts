import { and, desc, eq, gt } from "drizzle-orm";
import type { Context } from "@/lib/access/context";
import type { Filter } from "@/lib/filters/filter";
import { filterSchema } from "@/lib/filters/filter-schema";
import { findRequested } from "@/lib/mem0-api/exports/export-search";
import { memoryExports } from "@/drizzle/schema/memory-exports";
import { exportDaysKept } from "./prune-exports";
import { exportsKeptMax } from "./request-export";

export type RequestedExport = { schema: string; filter: Filter };

/**
 * What the actor has asked for, by its id, or the newest that a filter means (findRequested); null when there is none. What others
 * have asked for is not found: its form can say more than they would.
 */
export const findExport = async (
  ctx: Context,
  by: { id: string } | { filter: Filter },
): Promise<RequestedExport | null> => {
  const rows = await ctx.database
    .select({ id: memoryExports.id, filter: memoryExports.filter, createdAt: memoryExports.createdAt })
    .from(memoryExports)
    .where(
      and(
        eq(memoryExports.actorId, ctx.actor.id),
        gt(memoryExports.createdAt, new Date(ctx.now().getTime() - exportDaysKept * 86_400_000)),
        "id" in by ? eq(memoryExports.id, by.id) : undefined,
      ),
    )
    .orderBy(desc(memoryExports.createdAt), desc(memoryExports.id))
    .limit(exportsKeptMax);
  const requested = rows.map((row) => ({ ...row, filter: filterSchema.parse(row.filter) }));
  const found = "id" in by ? requested[0] : findRequested(requested, by.filter);
  if (found === undefined || found === null) return null;
  const [row] = await ctx.database
    .select({ schema: memoryExports.schema })
    .from(memoryExports)
    .where(eq(memoryExports.id, found.id));
  return row === undefined ? null : { schema: row.schema, filter: found.filter };
};
