import { and, eq, gt } from "drizzle-orm";
import type { Context } from "@/lib/access/context";
import { requirePermission } from "@/lib/access/require-permission";
import { getStore } from "@/lib/stores/server/get-store";
import type { StoreId } from "@/lib/stores/store-ids";
import type { MemoryStore } from "@/lib/stores/types";
import {
  watchPlaces,
  type PlaceLook,
  type WatchId,
  type WatchLook,
  type WatchPlace,
} from "@/lib/watches/types";
import { watches } from "@/drizzle/schema/watches";
import { askPlaces, findPinnedIds, type PlaceAnswer } from "./ask-places";
import { watchNotFound } from "./manage-watches";
import { openWatch, sealWatch, type SealedWatch, type Seen, type WatchedStore } from "./watch-row";

/** However many look at a watch, and however often: a store elsewhere is asked once in so long. */
const remoteMsMin = 5_000;
const keptMax = 200;

type Kept = { at: number; look: Promise<WatchLook> };
const lastLooks = new Map<string, Kept>();

/**
 * Asks one store for what is watched, place by place. What it said of a place is remembered, sealed, so that "absent since" is
 * when it went, whoever looks. Throws not_permitted, not_found (the watch or the store), unavailable, StoreError.
 */
export const lookAtWatch = async (
  ctx: Context,
  { id, storeId }: { id: WatchId; storeId: StoreId },
): Promise<WatchLook> => {
  requirePermission(ctx.actor, "memories:read");
  const store = await getStore(ctx, storeId);
  if (store.deletes === "in_transaction") return look(ctx, id, store);
  const key = `${id} ${storeId}`;
  const nowMs = ctx.now().getTime();
  const kept = lastLooks.get(key);
  if (kept !== undefined && nowMs - kept.at < remoteMsMin) return kept.look;
  const looking = look(ctx, id, store);
  lastLooks.delete(key);
  lastLooks.set(key, { at: nowMs, look: looking });
  // What failed is no answer to keep.
  looking.catch(() => lastLooks.delete(key));
  const [oldest] = lastLooks.keys();
  if (lastLooks.size > keptMax && oldest !== undefined) lastLooks.delete(oldest);
  return looking;
};

const look = async (ctx: Context, id: WatchId, store: MemoryStore): Promise<WatchLook> => {
  const sealed = await readSealed(ctx, id);
  const { subject } = sealed;
  const before = sealed.stores[store.id];
  // Once something was found there it is known by its ids, also when nothing leads to it any more.
  const known = before?.pinnedIds ?? [];
  const pinnedIds = known.length > 0 ? known : await findPinnedIds(store, subject);
  const answers = await askPlaces({ store, subject, pinnedIds });
  const at = ctx.now().toISOString();
  const seen = seenAfter(before?.seen ?? {}, answers, at);
  const after: WatchedStore = { pinnedIds, seen };
  if (JSON.stringify(after) !== JSON.stringify(before)) await remember(ctx, id, store.id, after);
  return {
    storeId: store.id,
    askedAt: at,
    places: watchPlaces.map((place) => shown(place, answers[place], seen[place])),
  };
};

const shown = (place: WatchPlace, answer: PlaceAnswer, seen: Seen | undefined): PlaceLook =>
  answer.state === "absent" ? { place, state: "absent", since: seen?.since ?? null } : { place, ...answer };

/** Where it was there before and is not now, it went now. What could not be asked says nothing new. */
const seenAfter = (
  before: WatchedStore["seen"],
  answers: Record<WatchPlace, PlaceAnswer>,
  at: string,
): WatchedStore["seen"] => {
  const seen: WatchedStore["seen"] = {};
  for (const place of watchPlaces) {
    const last = before[place];
    const { state } = answers[place];
    if (state === "present") seen[place] = { isThere: true, since: null };
    else if (state === "absent")
      seen[place] =
        last?.isThere === true ? { isThere: false, since: at } : (last ?? { isThere: false, since: null });
    else if (last !== undefined) seen[place] = last;
  }
  return seen;
};

const readSealed = async (ctx: Context, id: WatchId): Promise<SealedWatch> => {
  const [row] = await ctx.database
    .select()
    .from(watches)
    .where(and(eq(watches.id, id), gt(watches.expiresAt, ctx.now())));
  const sealed = row === undefined ? null : openWatch(ctx.secret, row);
  if (sealed === null) throw watchNotFound();
  return sealed;
};

/** Another store's part may be written at the same time. */
const remember = (ctx: Context, id: WatchId, storeId: StoreId, store: WatchedStore): Promise<void> =>
  ctx.database.transaction(async (transaction) => {
    const [row] = await transaction.select().from(watches).where(eq(watches.id, id)).for("update");
    const sealed = row === undefined ? null : openWatch(ctx.secret, row);
    if (row === undefined || sealed === null) return;
    const next = { ...sealed, stores: { ...sealed.stores, [storeId]: store } };
    await transaction
      .update(watches)
      .set({ sealed: sealWatch(ctx.secret, row, next) })
      .where(eq(watches.id, id));
  });
