import { sql } from "drizzle-orm";
import type { Context } from "@/lib/access/context";
import { requirePermission } from "@/lib/access/require-permission";
import type { Database } from "@/lib/database/server/database";
import { isTimeout } from "@/lib/database/server/database-error";
import { readDatabaseNow } from "@/lib/database/server/read-database-now";
import { setLocally } from "@/lib/database/server/set-locally";
import { matchingSelectionOf } from "@/lib/deletions/request/store-selection";
import { ExpectedError } from "@/lib/errors/expected-error";
import { withoutHeld } from "@/lib/deletions/server/record/with-held";
import { readHolds } from "@/lib/holds/server/read-holds";
import { clipText } from "@/lib/text/clip-text";
import type { ForecastInput } from "@/lib/retention/schema";
import type { Forecast } from "@/lib/retention/types";
import { compileFilter } from "@/lib/stores/sql/compile-filter";
import { timestampOf } from "@/lib/stores/sql/sql-values";
import { getStore } from "@/lib/stores/server/get-store";
import type { MemoryStore } from "@/lib/stores/types";
import { memories } from "@/drizzle/schema/memories";
import { selectionOfRule, takesAllOf } from "./takes-all";

const daysShown = 30;
const dayMs = 86_400_000;
const secondsMax = 20;
const newestShown = 5;
const textShownMax = 300;

/**
 * What a rule would take now, and would newly have found on each of the past thirty days, of the memories that are stored now; with the
 * newest of them. Changes nothing and keeps nothing. Throws not_permitted, not_found (the store), timed_out, StoreError.
 */
export const forecastRule = async (ctx: Context, input: ForecastInput): Promise<Forecast> => {
  requirePermission(ctx.actor, "memories:read");
  const store = await getStore(ctx, input.storeId);
  const at = ctx.now();
  const { filter } = matchingSelectionOf(selectionOfRule(input, at));
  try {
    const [count, newest, days, takesAll] = await Promise.all([
      countNow(ctx, store, input),
      store.list({
        filter,
        sort: { field: "created_at", direction: "desc" },
        cursor: null,
        limit: newestShown,
      }),
      store.deletes === "in_transaction" ? countDays(ctx.database, input, at) : null,
      takesAllOf(ctx, store, input),
    ]);
    return {
      now: { count, isExact: true },
      days,
      newest: newest.memories.map(({ id, memory, userId, createdAt }) => ({
        id,
        text: clipText(memory, textShownMax),
        userId,
        createdAt,
      })),
      takesAll,
    };
  } catch (error) {
    if (!isTimeout(error)) throw error;
    throw new ExpectedError(
      "timed_out",
      "Counting what the rule would take took too long and was stopped. Narrow its filter, or try again when the store is less busy.",
    );
  }
};

const countNow = async (ctx: Context, store: MemoryStore, input: ForecastInput): Promise<number> => {
  const holds = await readHolds(ctx.database, { storeId: store.id });
  return store.countSelection({
    selection: withoutHeld(matchingSelectionOf(selectionOfRule(input, ctx.now())), holds),
    cutoffAt: await readDatabaseNow(ctx),
  });
};

/** All days in one reading of the table: a memory counts on the first day on which it would have been found. */
const countDays = async (
  database: Database,
  input: ForecastInput,
  now: Date,
): Promise<{ day: string; count: number }[]> => {
  const times = Array.from(
    { length: daysShown + 1 },
    (_, index) => new Date(now.getTime() - (daysShown - index) * dayMs),
  );
  const matched = times.map((time, index) => {
    const { filter } = matchingSelectionOf(selectionOfRule(input, time));
    const matches = compileFilter(filter, undefined, { now: timestampOf(time.toISOString()) });
    return sql`(${memories.createdAt} <= ${time.toISOString()}::timestamptz and (${matches})) is true as ${sql.identifier(`m${index}`)}`;
  });
  const counts = times
    .slice(1)
    .map(
      (_, index) =>
        sql`count(*) filter (where ${sql.identifier(`m${index + 1}`)} and not ${sql.identifier(`m${index}`)})::int as ${sql.identifier(`d${index + 1}`)}`,
    );
  const row = await database.transaction(async (transaction) => {
    await setLocally(transaction, { statement_timeout: `${secondsMax}s` });
    const { rows } = await transaction.execute<Record<string, number>>(
      sql`select ${sql.join(counts, sql`, `)} from (select ${sql.join(matched, sql`, `)} from ${memories} offset 0) as memory`,
    );
    return rows[0] ?? {};
  });
  const dayIn = new Intl.DateTimeFormat("en-CA", { timeZone: input.timeZone, dateStyle: "short" });
  return times.slice(1).map((time, index) => ({ day: dayIn.format(time), count: row[`d${index + 1}`] ?? 0 }));
};
