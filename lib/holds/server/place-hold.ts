import { setTimeout as delay } from "node:timers/promises";
import { inArray, isNull } from "drizzle-orm";
import type { Context } from "@/lib/access/context";
import { requirePermission } from "@/lib/access/require-permission";
import { ExpectedError } from "@/lib/errors/expected-error";
import { conditionsOf } from "@/lib/filters/filter";
import { placeHoldSchema, type PlaceHoldInput } from "@/lib/holds/schema";
import { holdIdSchema, type HoldId } from "@/lib/holds/types";
import { untoldFields } from "@/lib/holds/widened";
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
 * invalid_input (a store that is not known; a filter that asks what one of the stores does not tell).
 */
export const placeHold = async (ctx: Context, wish: PlaceHoldInput): Promise<PlacedHold> => {
  requirePermission(ctx.actor, "holds:manage");
  const input = placeHoldSchema.parse(wish);
  await requireStores(ctx, input);
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

/** Of all stores those in use now: in one that is added later, what cannot be told counts as covered (see widened). */
const requireStores = async (
  { database }: Pick<Context, "database">,
  { storeIds, covers }: Pick<PlaceHoldInput, "storeIds" | "covers">,
): Promise<void> => {
  const others = storeIds?.filter((id) => id !== builtinStoreId) ?? [];
  const covered = await database
    .select({ id: stores.id, kind: stores.kind, name: stores.name })
    .from(stores)
    .where(storeIds === null ? isNull(stores.disabledAt) : inArray(stores.id, others))
    .orderBy(stores.id);
  if (storeIds !== null && covered.length < new Set(others).size)
    throw new ExpectedError("invalid_input", "One of these stores is not known any more.");
  if (covers.kind !== "filter") return;
  const asked = conditionsOf(covers.filter).map(({ field }) => field);
  for (const { kind, name } of covered) {
    const untold = untoldFields[kind].find((field) => asked.includes(field));
    if (untold === undefined) continue;
    throw new ExpectedError(
      "invalid_input",
      `The store ${name} cannot tell for certain which memories are ${untold}, so a hold there cannot go by it. Choose other stores, or hold more.`,
    );
  }
};
