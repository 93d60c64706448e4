import { and, inArray, sql, type SQL } from "drizzle-orm";
import type { AnyPgColumn } from "drizzle-orm/pg-core";
import type { Context } from "@/lib/access/context";
import { deletionColumns, deletionFrom } from "@/lib/deletions/server/history/deletion-row";
import { reachedDeletions } from "@/lib/deletions/server/history/reached-deletions";
import {
  additionEvent,
  additionStatusesOf,
  deletionEvent,
  deletionStatusesOf,
  type EventAnswer,
  type EventStatus,
  type EventType,
} from "@/lib/mem0-api/event-answer";
import { compareInstant } from "@/lib/stores/sql/compile-dates";
import { builtinStoreId } from "@/lib/stores/store-ids";
import { additions } from "@/drizzle/schema/additions";
import { deletions } from "@/drizzle/schema/deletions";

/** Which events. `from` and `to` are a day or an instant of their request, both included. */
export type EventSearch = {
  type?: EventType | undefined;
  status?: EventStatus | undefined;
  from?: string | undefined;
  to?: string | undefined;
};

/** One page of the additions and deletions, newest first, and how many there are. */
export const readEvents = async (
  ctx: Context,
  { offset, limit, ...search }: EventSearch & { offset: number; limit: number },
): Promise<{ count: number; events: EventAnswer[] }> => {
  const { database } = ctx;
  const [count, ids] = await Promise.all([
    countEvents(ctx, search),
    eventIds(ctx, { ...search, offset, limit }),
  ]);
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

const countEvents = async (ctx: Context, search: EventSearch): Promise<number> => {
  const { database } = ctx;
  const [deleted, added] = await Promise.all([
    database.$count(deletions, foundDeletions(ctx, search)),
    database.$count(additions, foundAdditions(ctx, search)),
  ]);
  return deleted + added;
};

const foundDeletions = (ctx: Context, { type, status, from, to }: EventSearch): SQL | undefined =>
  and(
    reachedDeletions(ctx),
    type === "ADD" ? sql`false` : undefined,
    status === undefined ? undefined : inArray(deletions.status, deletionStatusesOf(status)),
    requestedBetween(deletions.createdAt, from, to),
  );

const foundAdditions = (ctx: Context, { type, status, from, to }: EventSearch): SQL | undefined =>
  and(
    reachedAdditions(ctx),
    type === "DELETE" ? sql`false` : undefined,
    status === undefined ? undefined : inArray(additions.status, additionStatusesOf(status)),
    requestedBetween(additions.startedAt, from, to),
  );

const requestedBetween = (column: AnyPgColumn, from?: string, to?: string): SQL | undefined =>
  and(
    from === undefined ? undefined : compareInstant(column, { operator: "gte", value: from }),
    to === undefined ? undefined : compareInstant(column, { operator: "lte", value: to }),
  );

/** Each part goes along its index, no further than the page lies. */
const eventIds = async (
  ctx: Context,
  { offset, limit, ...search }: EventSearch & { offset: number; limit: number },
): Promise<string[]> => {
  const reach = offset + limit;
  const { rows } = await ctx.database.execute<{ id: string }>(sql`
    select id from (
      (select id, created_at as at from ${deletions} where ${foundDeletions(ctx, search) ?? sql`true`} order by created_at desc, id desc limit ${reach})
      union all
      (select id, started_at as at from ${additions} where ${foundAdditions(ctx, search) ?? sql`true`} order by started_at desc, id desc limit ${reach})
    ) as event order by at desc, id desc limit ${limit} offset ${offset}`);
  return rows.map(({ id }) => id);
};

/** Of the additions, all of which are the built-in store's: as reachedDeletions. */
export const reachedAdditions = ({ actor, restriction }: Context): SQL | undefined => {
  if (restriction == null) return undefined;
  if (restriction.storeId !== null && restriction.storeId !== builtinStoreId) return sql`false`;
  return restriction.entities === null ? undefined : sql`${additions.actor} ->> 'id' = ${actor.id}`;
};
