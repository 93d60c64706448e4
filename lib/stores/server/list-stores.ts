import { asc, getTableColumns, isNull, sql } from "drizzle-orm";
import type { Context } from "@/lib/access/context";
import { requirePermission } from "@/lib/access/require-permission";
import type { ShownStore, StoreChoice } from "@/lib/stores/shown-store";
import { builtinStoreId, builtinStoreName } from "@/lib/stores/store-ids";
import { storeIdSchema } from "../store-id-schema";
import { deletions } from "@/drizzle/schema/deletions";
import { stores } from "@/drizzle/schema/stores";
import { shownStore } from "./store-row";

const choice = { id: stores.id, kind: stores.kind, name: stores.name };
const builtin: StoreChoice = { id: builtinStoreId, kind: "builtin", name: builtinStoreName };

/** The stores that can be used, the built-in one first and the others by name. There are at most `storeCountMax` of them. */
export const listStoreChoices = async (ctx: Pick<Context, "database">): Promise<StoreChoice[]> => {
  const rows = await ctx.database
    .select(choice)
    .from(stores)
    .where(isNull(stores.disabledAt))
    .orderBy(...byName);
  return [builtin, ...rows.map((row) => ({ ...row, id: storeIdSchema.parse(row.id) }))];
};

/** The same, with the disabled ones, which history still refers to. */
export const listStoresOfHistory = async (ctx: Pick<Context, "database">): Promise<StoreChoice[]> => {
  const rows = await ctx.database
    .select(choice)
    .from(stores)
    .orderBy(...byName);
  return [builtin, ...rows.map((row) => ({ ...row, id: storeIdSchema.parse(row.id) }))];
};

/** The stores that were set up, for Settings, without their credentials. Throws not_permitted. */
export const listStores = async (ctx: Pick<Context, "actor" | "database">): Promise<ShownStore[]> => {
  requirePermission(ctx.actor, "stores:manage");
  const { credentials: _sealed, updatedAt: _updatedAt, ...columns } = getTableColumns(stores);
  const rows = await ctx.database
    .select({ ...columns, unfinishedCount: unfinishedCount.mapWith(Number) })
    .from(stores)
    .orderBy(sql`${stores.disabledAt} is not null`, ...byName);
  return rows.map(({ unfinishedCount: count, ...row }) => shownStore(row, count));
};

const byName = [asc(sql`lower(${stores.name})`), asc(stores.id)];
const unfinishedCount = sql<number>`(
  select count(*) from ${deletions} as deletion
  where deletion.finished_at is null and deletion.store_id = ${stores}.id)`;
