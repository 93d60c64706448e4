import { eq } from "drizzle-orm";
import type { Context } from "@/lib/access/context";
import type { Transaction } from "@/lib/database/server/database";
import { ExpectedError } from "@/lib/errors/expected-error";
import { requireRecentSignIn } from "@/lib/access/server/require-recent-sign-in";
import { requirePermission } from "@/lib/access/require-permission";
import type { LedgerEventKind } from "@/lib/ledger/server/record-event";
import type { ChangeCredentialsInput, RenameStoreInput, StoreInput } from "@/lib/stores/schema";
import { storeConnectionSchema } from "@/lib/stores/store-settings";
import type { StoreId } from "../store-ids";
import { storeIdSchema } from "../store-id-schema";
import { stores } from "@/drizzle/schema/stores";
import { lockStores, refuseTakenName } from "./lock-stores";
import { recordStoreEvent } from "./record-store-event";
import { connectionColumns, type StoreRow } from "./store-row";

type ChangeContext = Pick<Context, "actor" | "database" | "now" | "secret">;

/**
 * Gives a store another name; history calls it by the new one. Throws not_permitted, not_found, and invalid_input when
 * another store has the name, or this one is declared in the environment.
 */
export const renameStore = (ctx: ChangeContext, { id, name }: RenameStoreInput): Promise<void> =>
  change(ctx, id, "store.renamed", async (transaction, row) => {
    if (row.name === name) return null;
    if (row.disabledAt === null) await refuseTakenName(transaction, name, id);
    return { name };
  });

/** Replaces the credentials, at the same address. Throws as renameStore, reauthentication_required,
 * and invalid_input when they are of another kind. */
export const changeCredentials = async (
  ctx: ChangeContext & Pick<Context, "session">,
  { id, credentials }: ChangeCredentialsInput,
): Promise<void> => {
  requirePermission(ctx.actor, "stores:manage");
  requireRecentSignIn(ctx);
  await change(ctx, id, "store.credentials-changed", (_transaction, row) =>
    Promise.resolve({
      ...connectionColumns(ctx.secret, id, connectionWith(row, credentials)),
      credentialsSetAt: ctx.now(),
    }),
  );
};

/**
 * Takes a store out of use: it is neither browsed nor deleted from any more. What is confirmed already goes on, as its
 * credentials stay. Disabling a disabled store changes nothing. Throws as renameStore.
 */
export const disableStore = (ctx: ChangeContext, { id }: StoreInput): Promise<void> =>
  change(ctx, id, "store.disabled", (_transaction, row) =>
    Promise.resolve(row.disabledAt === null ? { disabledAt: ctx.now() } : null),
  );

/** Puts a store back into use. Throws as renameStore. */
export const enableStore = (ctx: ChangeContext, { id }: StoreInput): Promise<void> =>
  change(ctx, id, "store.enabled", async (transaction, row) => {
    if (row.disabledAt === null) return null;
    await refuseTakenName(transaction, row.name, id);
    return { disabledAt: null };
  });

/** A store's connection with other credentials; throws invalid_input when they are not of its kind. */
export const connectionWith = (row: Pick<StoreRow, "kind" | "settings">, credentials: unknown) => {
  const parsed = storeConnectionSchema.safeParse({ kind: row.kind, settings: row.settings, credentials });
  if (parsed.success) return parsed.data;
  throw new ExpectedError(
    "invalid_input",
    parsed.error.issues[0]?.message ?? "These credentials are not for this kind of store.",
  );
};

/** `decide` answers what is to be written, or null when nothing is to change. */
const change = async (
  ctx: ChangeContext,
  id: StoreId,
  kind: Extract<LedgerEventKind, `store.${string}`>,
  decide: (transaction: Transaction, row: StoreRow) => Promise<Partial<StoreRow> | null>,
): Promise<void> => {
  requirePermission(ctx.actor, "stores:manage");
  const at = ctx.now();
  await ctx.database.transaction(async (transaction) => {
    await lockStores(transaction);
    const [row] = await transaction.select().from(stores).where(eq(stores.id, id));
    if (row === undefined) throw new ExpectedError("not_found", "There is no such store.");
    if (row.source === "environment") {
      throw new ExpectedError(
        "invalid_input",
        `${row.name} is declared in LETHE_STORES, and can only be changed there.`,
      );
    }
    const changed = await decide(transaction, row);
    if (changed === null) return;
    await transaction
      .update(stores)
      .set({ ...changed, updatedAt: laterThan(row.updatedAt, at) })
      .where(eq(stores.id, storeIdSchema.parse(row.id)));
    await recordStoreEvent(transaction, ctx.actor, kind, row, at);
  });
};

/** Always later than before: cached adapters are compared by it. */
const laterThan = (before: Date, at: Date): Date => new Date(Math.max(at.getTime(), before.getTime() + 1));
