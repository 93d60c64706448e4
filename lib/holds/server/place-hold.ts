import { setTimeout as delay } from "node:timers/promises";
import { inArray } from "drizzle-orm";
import type { Context } from "@/lib/access/context";
import { requirePermission } from "@/lib/access/require-permission";
import { ExpectedError } from "@/lib/errors/expected-error";
import { placeHoldSchema, type PlaceHoldInput } from "@/lib/holds/schema";
import { holdIdSchema, type HoldId } from "@/lib/holds/types";
import { recordEvent } from "@/lib/ledger/server/record-event";
import { builtinStoreId } from "@/lib/stores/store-ids";
import { holds } from "@/drizzle/schema/holds";
import { stores } from "@/drizzle/schema/stores";
import { listHeeding } from "./heed-holds";
import { holdBody } from "./hold-body";

const waitSecondsMax = 60;

/** `isSettled` false: a batch of a deletion that was under way before it has not ended yet, and may not know of the hold. */
export type PlacedHold = { id: HoldId; isSettled: boolean };

/**
 * Places a hold. It is in force as soon as its row is committed: every batch reads the holds anew. What had read them before is then
 * waited for, so that once this has answered, nothing more of what it covers is deleted or changed by Lethe. Throws not_permitted,
 * invalid_input (a store that is not known).
 */
export const placeHold = async (ctx: Context, wish: PlaceHoldInput): Promise<PlacedHold> => {
  requirePermission(ctx.actor, "holds:manage");
  const input = placeHoldSchema.parse(wish);
  await requireStores(ctx, input.storeIds);
  const placedAt = ctx.now();
  const id = await ctx.database.transaction(async (transaction) => {
    const [row] = await transaction
      .insert(holds)
      .values({
        ...input,
        reference: input.reference === "" ? null : input.reference,
        placedBy: ctx.actor,
        placedAt,
      })
      .returning();
    if (row === undefined) throw new Error("An insert answered no row.");
    await recordEvent(transaction, { kind: "hold.placed", body: holdBody(ctx, row), at: placedAt });
    return holdIdSchema.parse(row.id);
  });
  return { id, isSettled: await haveEnded(ctx) };
};

/** Waits for those who had read the holds before; false when that takes too long. Who comes later knows of the hold. */
const haveEnded = async ({ database }: Pick<Context, "database">): Promise<boolean> => {
  const end = performance.now() + waitSecondsMax * 1000;
  let waiting = await listHeeding(database);
  for (let pauseMs = 10; waiting.length > 0; pauseMs = Math.min(500, pauseMs * 1.5)) {
    if (performance.now() > end) return false;
    await delay(pauseMs);
    const now = new Set(await listHeeding(database));
    waiting = waiting.filter((who) => now.has(who));
  }
  return true;
};

const requireStores = async (
  { database }: Pick<Context, "database">,
  storeIds: PlaceHoldInput["storeIds"],
): Promise<void> => {
  const others = storeIds?.filter((id) => id !== builtinStoreId) ?? [];
  if (others.length === 0) return;
  const known = await database.select({ id: stores.id }).from(stores).where(inArray(stores.id, others));
  if (known.length < new Set(others).size)
    throw new ExpectedError("invalid_input", "One of these stores is not known any more.");
};
