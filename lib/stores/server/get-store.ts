import { eq } from "drizzle-orm";
import type { Context } from "@/lib/access/context";
import type { Actor } from "@/lib/access/types";
import type { Database } from "@/lib/database/server/database";
import { isDistributed } from "@/lib/database/server/distribution/is-distributed";
import { isRestored, restoredError } from "@/lib/ledger/server/restored";
import { ExpectedError } from "@/lib/errors/expected-error";
import { builtinStore } from "@/lib/stores/builtin/builtin-store";
import type { ProbedStore } from "@/lib/stores/probe";
import { builtinStoreId } from "@/lib/stores/store-ids";
import type { MemoryStore } from "@/lib/stores/types";
import type { StoreId } from "../store-ids";
import { stores } from "@/drizzle/schema/stores";
import { adapterOf } from "./adapter-of";
import { configuredStore, type StoreRow } from "./store-row";

type StoreContext = Pick<Context, "database" | "secret" | "allowsPrivateStores">;
type AskingContext = StoreContext & Pick<Context, "actor">;

/**
 * The adapter of a store. Throws not_found for a store that is not set up, unavailable for one that is disabled, and
 * StoreError `settings_unreadable` when its credentials do not open. The built-in one is unavailable to all but admins while the
 * database is one that was restored, and may hold what was erased (lib/journal).
 */
export const getStore = async (ctx: AskingContext, storeId: StoreId): Promise<MemoryStore> => {
  if (storeId === builtinStoreId) {
    if (!isTrusted(ctx.actor) && (await isRestored(ctx.database))) throw restoredError();
    // What it can do depends on it.
    await isDistributed(ctx.database);
    return builtinStore(ctx.database);
  }
  const row = await findRow(ctx.database, storeId);
  if (row.disabledAt !== null) throw new ExpectedError("unavailable", `The store ${row.name} is disabled.`);
  return keptAdapter(ctx, row);
};

/** The same for what a deletion that was confirmed goes on with: a store that is disabled will do. */
export const getStoreOfDeletion = async (ctx: StoreContext, storeId: StoreId): Promise<MemoryStore> =>
  storeId === builtinStoreId
    ? builtinStore(ctx.database)
    : keptAdapter(ctx, await findRow(ctx.database, storeId));

/** The adapter of a remote store, disabled or not; throws not_found for the built-in one, too. */
export const getRemoteStore = async (ctx: StoreContext, storeId: StoreId): Promise<ProbedStore> =>
  keptAdapter(ctx, await findRow(ctx.database, storeId));

const findRow = async (database: Database, storeId: StoreId): Promise<StoreRow> => {
  const [row] = await database.select().from(stores).where(eq(stores.id, storeId));
  if (row === undefined) throw new ExpectedError("not_found", "There is no such store.");
  return row;
};

/** Admins see to it that what was erased goes again; Lethe itself goes on with what was ordered. */
const isTrusted = (actor: Actor): boolean => actor.kind === "system" || actor.role === "admin";

type Kept = { updatedAtMs: number; adapter: ProbedStore };

// Next bundles routes, actions and instrumentation apart. By database, as a test has many; a process has one.
const shared = globalThis as typeof globalThis & { letheAdapters?: WeakMap<Database, Map<string, Kept>> };

/** Adapters hold connections and sign-ins, and the pace their server asks for: one a process, until the row changes. */
const keptAdapter = (ctx: StoreContext, row: StoreRow): ProbedStore => {
  const byDatabase = (shared.letheAdapters ??= new WeakMap<Database, Map<string, Kept>>());
  const kept = byDatabase.get(ctx.database) ?? new Map<string, Kept>();
  byDatabase.set(ctx.database, kept);
  const updatedAtMs = row.updatedAt.getTime();
  const found = kept.get(row.id);
  if (found?.updatedAtMs === updatedAtMs) return found.adapter;
  // The one before is not closed: a deletion may be at work with it. Its idle connections end by themselves.
  const adapter = adapterOf(configuredStore(ctx.secret, row), { allowsPrivate: ctx.allowsPrivateStores });
  kept.set(row.id, { updatedAtMs, adapter });
  return adapter;
};
