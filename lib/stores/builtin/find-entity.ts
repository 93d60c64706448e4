import { sql } from "drizzle-orm";
import type { Context } from "@/lib/access/context";
import { withinReach, type NamedEntity } from "@/lib/access/restriction";
import { entityFilter } from "@/lib/filters/entity-filter";
import type { Entity } from "@/lib/memories/entity";
import { compileFilter } from "@/lib/stores/sql/compile-filter";
import { memories } from "@/drizzle/schema/memories";

/**
 * One entity of the built-in store with the number of its memories, or null when none names it. A narrowed API key is told of its
 * own entities alone, as by a list of them.
 */
export const findEntity = async (
  ctx: Pick<Context, "database" | "restriction">,
  entity: NamedEntity,
): Promise<Entity | null> => {
  const own = ctx.restriction?.entities ?? null;
  if (own !== null && !own.some(({ kind, value }) => kind === entity.kind && value === entity.value))
    return null;
  const { rows } = await ctx.database.execute<{
    count: string;
    first: string | null;
    last: string | null;
  }>(sql`
    select count(*) as count, min(${memories.createdAt}) as first, max(${memories.updatedAt}) as last
    from ${memories} where ${compileFilter(withinReach(ctx, entityFilter(entity)))}`);
  const [row] = rows;
  if (row === undefined || row.first === null || row.last === null) return null;
  return {
    ...entity,
    count: Number(row.count),
    firstActivityAt: new Date(row.first).toISOString(),
    lastActivityAt: new Date(row.last).toISOString(),
  };
};
