import type { Context } from "@/lib/access/context";
import type { Transaction } from "@/lib/database/server/database";
import { ExpectedError } from "@/lib/errors/expected-error";
import { requireRecentSignIn } from "@/lib/access/server/require-recent-sign-in";
import { requirePermission } from "@/lib/access/require-permission";
import type { AddStoreInput } from "@/lib/stores/schema";
import type { ShownStore } from "@/lib/stores/shown-store";
import { newStoreId } from "@/lib/stores/store-id-schema";
import type { StoreId } from "../store-ids";
import { stores } from "@/drizzle/schema/stores";
import { recordStoreEvent } from "./record-store-event";
import { lockStores, refuseTakenName } from "./lock-stores";
import { connectionColumns, shownStore } from "./store-row";

const storeCountMax = 200;

/**
 * Sets up a store, reachable or not. Its id is made of its name. Throws not_permitted, reauthentication_required, and
 * invalid_input when another store has the name.
 */
export const addStore = async (
  ctx: Pick<Context, "actor" | "database" | "now" | "secret" | "session">,
  { name, connection }: AddStoreInput,
): Promise<ShownStore> => {
  requirePermission(ctx.actor, "stores:manage");
  requireRecentSignIn(ctx);
  const at = ctx.now();
  return ctx.database.transaction(async (transaction) => {
    await lockStores(transaction);
    await refuseTakenName(transaction, name);
    const id = await freeId(transaction, name);
    const [row] = await transaction
      .insert(stores)
      .values({
        id,
        name,
        ...connectionColumns(ctx.secret, id, connection),
        credentialsSetAt: at,
        source: "settings",
        createdAt: at,
        updatedAt: at,
      })
      .returning();
    if (row === undefined) throw new Error("An insert answered no row.");
    await recordStoreEvent(transaction, ctx.actor, "store.added", row, at);
    return shownStore(row, 0);
  });
};

const freeId = async (transaction: Transaction, name: string): Promise<StoreId> => {
  const taken = new Set((await transaction.select({ id: stores.id }).from(stores)).map(({ id }) => id));
  if (taken.size >= storeCountMax) {
    throw new ExpectedError(
      "invalid_input",
      `There are already ${storeCountMax} stores, and there cannot be more.`,
    );
  }
  return newStoreId(name, taken);
};
