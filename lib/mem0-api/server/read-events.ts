import { inArray, sql, type SQL } from "drizzle-orm";
import type { Context } from "@/lib/access/context";
import { deletionColumns, deletionFrom } from "@/lib/deletions/server/history/deletion-row";
import { reachedDeletions } from "@/lib/deletions/server/history/reached-deletions";
import { additionEvent, deletionEvent, type EventAnswer } from "@/lib/mem0-api/event-answer";
import { builtinStoreId } from "@/lib/stores/store-ids";
import { additions } from "@/drizzle/schema/additions";
import { deletions } from "@/drizzle/schema/deletions";

/** One page of the additions and deletions, newest first, and how many there are. */
export const readEvents = async (
  ctx: Context,
  { offset, limit }: { offset: number; limit: number },
): Promise<{ count: number; events: EventAnswer[] }> => {
  const { database } = ctx;
  const [count, ids] = await Promise.all([countEvents(ctx), eventIds(ctx, offset, limit)]);
  if (ids.length === 0) return { count, events: [] };
  const [deleted, added] = await Promise.all([
    database.select(deletionColumns).from(deletions).where(inArray(deletions.id, ids)),
    database.select().from(additions).where(inArray(additions.id, ids)),
  ]);
  const events = new Map([
    ...deleted.map((row) => [row.id, deletionEvent(deletionFrom(ctx, row))] as const),
    ...added.map((row) => [row.id, additionEvent(row)] as const),
  ]);
  return { count, events: ids.flatMap((id) => events.get(id) ?? []) };
};

const countEvents = async (ctx: Context): Promise<number> => {
  const { database } = ctx;
  const [deleted, added] = await Promise.all([
    database.$count(deletions, reachedDeletions(ctx)),
    database.$count(additions, reachedAdditions(ctx)),
  ]);
  return deleted + added;
};

/** Each part goes along its index, no further than the page lies. */
const eventIds = async (ctx: Context, offset: number, limit: number): Promise<string[]> => {
  const reach = offset + limit;
  const { rows } = await ctx.database.execute<{ id: string }>(sql`
    select id from (
      (select id, created_at as at from ${deletions} where ${reachedDeletions(ctx) ?? sql`true`} order by created_at desc, id desc limit ${reach})
      union all
      (select id, started_at as at from ${additions} where ${reachedAdditions(ctx) ?? sql`true`} order by started_at desc, id desc limit ${reach})
    ) as event order by at desc, id desc limit ${limit} offset ${offset}`);
  return rows.map(({ id }) => id);
};

/** Of the additions, all of which are the built-in store's: as reachedDeletions. */
export const reachedAdditions = ({ actor, restriction }: Context): SQL | undefined => {
  if (restriction == null) return undefined;
  if (restriction.storeId !== null && restriction.storeId !== builtinStoreId) return sql`false`;
  return restriction.entities === null ? undefined : sql`${additions.actor} ->> 'id' = ${actor.id}`;
};
