import { sql } from "drizzle-orm";
import type { Context } from "@/lib/access/context";
import { requirePermission } from "@/lib/access/require-permission";
import type { StoreHealth } from "../probe";
import { healthFrom, type ProbedStore } from "@/lib/stores/probe";
import { StoreError } from "@/lib/errors/store-error";
import { builtinStoreId } from "@/lib/stores/store-ids";
import type { StoreId } from "../store-ids";
import { getRemoteStore } from "./get-store";

const probeSecondsMax = 15;

/** To ask costs a self-hosted server some lists; one that did not answer is asked again soon. */
const keptMs = { well: 30_000, unwell: 15_000 };

type Kept = { health: Promise<StoreHealth>; keptUntilMs: number };

// Next bundles routes apart: a module variable would be several, each of which asks the store.
const shared = globalThis as typeof globalThis & { letheHealth?: WeakMap<ProbedStore, Kept> };

/**
 * Whether a store answers and lists. A remote one is not asked at every time, however many pages are open. Throws not_permitted
 * and not_found; that the store does not answer is the answer.
 */
export const checkHealth = async (ctx: Context, storeId: StoreId): Promise<StoreHealth> => {
  requirePermission(ctx.actor, "memories:read");
  if (storeId === builtinStoreId) {
    await ctx.database.execute(sql`select 1`);
    return ctx.replica ? { isWell: true, replica: await ctx.replica.look() } : { isWell: true };
  }
  const store = await getRemoteStore(ctx, storeId).catch((error: unknown) => {
    if (error instanceof StoreError) return error;
    throw error;
  });
  if (store instanceof StoreError) return { isWell: false, check: "key", errorCode: store.code };
  const byStore = (shared.letheHealth ??= new WeakMap<ProbedStore, Kept>());
  const kept = byStore.get(store);
  const nowMs = ctx.now().getTime();
  if (kept !== undefined && nowMs < kept.keptUntilMs) return kept.health;
  const health = store.probe(AbortSignal.timeout(probeSecondsMax * 1000)).then(healthFrom);
  const asked: Kept = { health, keptUntilMs: nowMs + keptMs.unwell };
  byStore.set(store, asked);
  if ((await health).isWell) asked.keptUntilMs = nowMs + keptMs.well;
  return health;
};
