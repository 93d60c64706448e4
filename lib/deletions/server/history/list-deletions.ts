import { and, count, desc, eq, gte, sql, type SQL } from "drizzle-orm";
import type { Context } from "@/lib/access/context";
import type { DeletionSearch } from "@/lib/deletions/search";
import type { DeletionPage, UntoldCounts } from "@/lib/deletions/types";
import { requirePermission } from "@/lib/access/require-permission";
import { deletions } from "@/drizzle/schema/deletions";
import { deletionColumns, deletionFrom } from "./deletion-row";
import { hasOutcome } from "./outcome-column";
import { reachedDeletions } from "./reached-deletions";
import { entityDigestOf, entityKeyCheckOf } from "../record/entity-digest";

const limitMax = 100;

/** One page of history, newest first. `limit` is 1–100. Throws not_permitted. */
export const listDeletions = async (
  ctx: Context,
  input: { search: DeletionSearch; limit: number },
): Promise<DeletionPage> => {
  requirePermission(ctx.actor, "deletions:read");
  const limit = Math.min(Math.max(1, Math.trunc(input.limit)), limitMax);
  const { after } = input.search;
  const rows = await ctx.database
    .select(deletionColumns)
    .from(deletions)
    .where(
      and(
        ...conditionsOf(ctx, input.search),
        after === null
          ? undefined
          : sql`(${deletions.createdAt}, ${deletions.id}) < (${after.at}::timestamptz, ${after.id}::uuid)`,
      ),
    )
    .orderBy(desc(deletions.createdAt), desc(deletions.id))
    // One more than shown tells whether there is another page.
    .limit(limit + 1);
  const shown = rows.slice(0, limit).map((row) => deletionFrom(ctx, row));
  const last = shown.at(-1);
  return {
    deletions: shown,
    nextPosition: rows.length > limit && last !== undefined ? { at: last.createdAt, id: last.id } : null,
  };
};

/** How many deletions a search finds, on all its pages. Throws not_permitted. */
export const countDeletions = async (ctx: Context, search: DeletionSearch): Promise<number> => {
  requirePermission(ctx.actor, "deletions:read");
  const [row] = await ctx.database
    .select({ count: count() })
    .from(deletions)
    .where(and(...conditionsOf(ctx, search)));
  return row?.count ?? 0;
};

/**
 * Of the deletions that a search would find but for its entity, those that name no entity, by what they were of: a history
 * that finds nothing by an entity is an answer about the others only. Throws not_permitted.
 */
export const countUntold = async (ctx: Context, search: DeletionSearch): Promise<UntoldCounts> => {
  requirePermission(ctx.actor, "deletions:read");
  const isReadable = sql`${deletions.entityKeyCheck} is not distinct from ${entityKeyCheckOf(ctx.secret)}::bytea`;
  const counted = (condition: SQL) => sql<number>`count(*) filter (where ${condition})`.mapWith(Number);
  const [row] = await ctx.database
    .select({
      listed: counted(sql`${isReadable} and ${deletions.operation} in ('delete', 'batch')`),
      filter: counted(sql`${isReadable} and ${deletions.operation} = 'delete_matching'`),
      everything: counted(
        sql`${isReadable} and ${deletions.operation} not in ('delete', 'batch', 'delete_matching')`,
      ),
      unreadable: counted(sql`not ${isReadable}`),
    })
    .from(deletions)
    .where(
      and(
        ...conditionsOf(ctx, { ...search, entity: null }),
        sql`(not ${isReadable} or cardinality(${deletions.entityDigests}) = 0)`,
      ),
    );
  if (row === undefined) throw new Error("An aggregate always has a row.");
  return row;
};

const conditionsOf = (ctx: Context, search: DeletionSearch): SQL[] => {
  const reached = reachedDeletions(ctx);
  const conditions: SQL[] = reached === undefined ? [] : [reached];
  if (search.entity !== null)
    conditions.push(
      sql`${deletions.entityDigests} @> array[${entityDigestOf(ctx.secret, search.entity)}::bytea]`,
    );
  if (search.actorId !== null) conditions.push(sql`${deletions.actor} ->> 'id' = ${search.actorId}`);
  if (search.status !== null) conditions.push(eq(deletions.status, search.status));
  if (search.outcome !== null) conditions.push(hasOutcome(search.outcome));
  if (search.operation !== null) conditions.push(eq(deletions.operation, search.operation));
  if (search.storeId !== null) conditions.push(eq(deletions.storeId, search.storeId));
  if (search.ticket !== null) {
    conditions.push(sql`strpos(lower(${deletions.ticket}), lower(${search.ticket})) > 0`);
  }
  if (search.fromOn !== null)
    conditions.push(gte(deletions.createdAt, new Date(`${search.fromOn}T00:00:00Z`)));
  if (search.toOn !== null) {
    const lastDay = sql`${search.toOn}::date + 1`;
    conditions.push(sql`${deletions.createdAt} < (${lastDay})::timestamp at time zone 'utc'`);
  }
  return conditions;
};
