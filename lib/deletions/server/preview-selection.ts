import { sql } from "drizzle-orm";
import type { Context } from "@/lib/context";
import { isTimeout } from "@/lib/database/server/database-error";
import { isAboutUser } from "@/lib/deletions/about-user";
import { comparedWithStore } from "@/lib/deletions/effect";
import type { Selection, SelectionPreview } from "@/lib/deletions/types";
import { keptSelectionOf, storeSelectionOf } from "@/lib/deletions/store-selection";
import { ExpectedError } from "@/lib/errors/expected-error";
import { requirePermission } from "@/lib/members/require-permission";
import { isoOf } from "@/lib/stores/builtin/sql-values";
import { getStore } from "@/lib/stores/server/get-store";
import type { StoreId } from "@/lib/stores/types";

/**
 * What a selection would delete if it were confirmed now: count, breakdowns, sample, what stays near it, and the instant
 * of the count. Changes nothing. Throws not_permitted, not_found (the store), invalid_input (no filter), timed_out.
 */
export const previewSelection = async (
  ctx: Context,
  { storeId, selection }: { storeId: StoreId; selection: Selection },
): Promise<SelectionPreview> => {
  requirePermission(ctx.actor, "memories:delete");
  const input = {
    selection: storeSelectionOf(selection),
    compared: comparedWithStore(selection),
    kept: keptSelectionOf(selection),
    asksNear: isAboutUser(selection),
    cutoffAt: await readClock(ctx),
  };
  try {
    const store = await getStore(ctx, storeId);
    return await store.preview(input);
  } catch (error) {
    if (!isTimeout(error)) throw error;
    throw new ExpectedError(
      "timed_out",
      "Counting what would be deleted took too long and was stopped. Nothing was changed. Narrow the selection, or try again when the store is less busy.",
    );
  }
};

/**
 * By the clock that a request's cutoff is checked by, and that dates the built-in memories: another one may be ahead of it.
 * Rounded as `stored_at` is, so that the two compare.
 */
const readClock = async ({ database }: Context): Promise<Date> => {
  const { rows } = await database.execute<{ now: string }>(
    sql`select ${isoOf(sql`now()::timestamptz(3)`)} as now`,
  );
  if (rows[0] === undefined) throw new Error("A select without a table always has a row.");
  return new Date(rows[0].now);
};
