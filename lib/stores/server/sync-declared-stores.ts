import { isDeepStrictEqual } from "node:util";
import { eq } from "drizzle-orm";
import type { Context } from "@/lib/access/context";
import type { Transaction } from "@/lib/database/server/database";
import type { Actor } from "@/lib/access/types";
import { stores } from "@/drizzle/schema/stores";
import { DeclarationError, type DeclaredStore } from "./declared-stores";
import { lockStores } from "./lock-stores";
import { recordStoreEvent } from "./record-store-event";
import { configuredStore, connectionColumns, type StoreRow } from "./store-row";

type SyncContext = Pick<Context, "database" | "now" | "secret">;

const actor: Actor = { kind: "system", id: "environment", label: "LETHE_STORES" };

/**
 * Makes the table say what LETHE_STORES declares: new stores are added, changed ones written, and those that are declared no
 * more disabled. What was added in Settings is left alone; throws a DeclarationError when a declared id or name is one of theirs.
 */
export const syncDeclaredStores = (ctx: SyncContext, declared: readonly DeclaredStore[]): Promise<void> =>
  ctx.database.transaction(async (transaction) => {
    await lockStores(transaction);
    const rows = await transaction.select().from(stores);
    const at = ctx.now();
    declared.forEach((store) => refuseConflict(store, rows));
    for (const row of rows) {
      if (row.source === "settings" || row.disabledAt !== null) continue;
      const store = declared.find(({ id }) => id === row.id);
      if (store?.name === row.name) continue;
      // One that gets another name too, for a moment: two may have changed their names with each other.
      await transaction.update(stores).set({ disabledAt: at, updatedAt: at }).where(eq(stores.id, row.id));
      if (store === undefined) await recordStoreEvent(transaction, actor, "store.disabled", row, at);
    }
    for (const store of declared) {
      const row = rows.find(({ id }) => id === store.id);
      if (row === undefined) await add(ctx, transaction, store, at);
      else await bringUpToDate(ctx, transaction, store, row, at);
    }
  });

const refuseConflict = ({ id, name, connection }: DeclaredStore, rows: readonly StoreRow[]): void => {
  const row = rows.find((each) => each.id === id);
  if (row?.source === "settings") {
    throw new DeclarationError(
      `LETHE_STORES, ${id}: a store with this ID was added in Settings. Declare it under another.`,
    );
  }
  if (row !== undefined && row.kind !== connection.kind) {
    throw new DeclarationError(
      `LETHE_STORES, ${id}: history knows this ID as another kind of store. Declare it under another.`,
    );
  }
  const namesake = rows.find((each) => each.name.toLowerCase() === name.toLowerCase());
  if (namesake?.source === "settings" && namesake.disabledAt === null) {
    throw new DeclarationError(
      `LETHE_STORES, ${id}: a store with this name was added in Settings. Give it another.`,
    );
  }
};

const add = async (
  ctx: SyncContext,
  transaction: Transaction,
  { id, name, connection }: DeclaredStore,
  at: Date,
): Promise<void> => {
  const dates = { credentialsSetAt: at, createdAt: at, updatedAt: at };
  const columns = connectionColumns(ctx.secret, id, connection);
  await transaction.insert(stores).values({ id, name, ...columns, source: "environment", ...dates });
  await recordStoreEvent(transaction, actor, "store.added", { id, kind: connection.kind }, at);
};

const bringUpToDate = async (
  ctx: SyncContext,
  transaction: Transaction,
  { id, name, connection }: DeclaredStore,
  row: StoreRow,
  at: Date,
): Promise<void> => {
  const before = connectionOf(ctx.secret, row);
  const isEnabled = row.disabledAt === null;
  const hasNewSettings = !isDeepStrictEqual(before?.settings, connection.settings);
  const hasNewCredentials = !isDeepStrictEqual(before?.credentials, connection.credentials);
  if (isEnabled && row.name === name && !hasNewSettings && !hasNewCredentials) return;
  await transaction
    .update(stores)
    .set({
      name,
      ...connectionColumns(ctx.secret, id, connection),
      credentialsSetAt: hasNewCredentials ? at : row.credentialsSetAt,
      updatedAt: new Date(Math.max(at.getTime(), row.updatedAt.getTime() + 1)),
      disabledAt: null,
    })
    .where(eq(stores.id, id));
  if (!isEnabled) await recordStoreEvent(transaction, actor, "store.enabled", row, at);
  if (row.name !== name) await recordStoreEvent(transaction, actor, "store.renamed", row, at);
  if (hasNewSettings) await recordStoreEvent(transaction, actor, "store.changed", row, at);
  if (hasNewCredentials) await recordStoreEvent(transaction, actor, "store.credentials-changed", row, at);
};

/** Null when it cannot be read: then it is written anew. */
const connectionOf = (secret: string, row: StoreRow) => {
  try {
    return configuredStore(secret, row).connection;
  } catch {
    return null;
  }
};
