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
import type { Filter } from "@/lib/filters/filter";
import { readHolds } from "@/lib/holds/server/read-holds";
import { clipText } from "@/lib/text/clip-text";
import { midnights } from "@/lib/retention/schedule";
import type { ForecastInput } from "@/lib/retention/schema";
import type { Forecast, ForecastDays } from "@/lib/retention/types";
import { compileHeld } from "@/lib/stores/sql/compile-held";
import { compileFilter } from "@/lib/stores/sql/compile-filter";
import { timestampOf } from "@/lib/stores/sql/sql-values";
import { getStore } from "@/lib/stores/server/get-store";
import type { MemoryStore } from "@/lib/stores/types";
import { memories } from "@/drizzle/schema/memories";
import { readExempt } from "./read-exempt";
import { refuseUnknown, selectionOfRule, takesAllOf } from "./takes-all";

const daysShown = 30;
const secondsMax = 20;
const newestShown = 5;
const textShownMax = 300;

/**
 * What a rule would take now, and would newly have found on each of the last thirty days, of the memories that are stored now; with the
 * newest of them. What is held, or kept from the rule, is in none of it. Changes nothing and keeps nothing. Throws not_permitted,
 * not_found (the store), invalid_input, timed_out, StoreError.
 */
export const forecastRule = async (ctx: Context, input: ForecastInput): Promise<Forecast> => {
  requirePermission(ctx.actor, "memories:read");
  const store = await getStore(ctx, input.storeId);
  refuseUnknown(store, input);
  const at = ctx.now();
  const terms = { ...input, filter: await withoutExempt(ctx, input) };
  const holds = await readHolds(ctx.database, { storeId: store.id });
  const held = holds.map((hold) => hold.filter);
  const selection = matchingSelectionOf(selectionOfRule(terms, at));
  try {
    const [count, newest, days, takesAll] = await Promise.all([
      store.countSelection({
        selection: withoutHeld(selection, holds),
        cutoffAt: await readDatabaseNow(ctx),
      }),
      store.list({
        filter: allBut(selection.filter, held),
        sort: { field: "created_at", direction: "desc" },
        cursor: null,
        limit: newestShown,
      }),
      daysOf(ctx.database, store, { terms, held, at }),
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

const allBut = (filter: Filter | null, others: Filter[]): Filter | null => {
  if (others.length === 0) return filter;
  const not: Filter = { not: { or: others } };
  return filter === null ? not : { and: [filter, not] };
};

/** Its filter without what is kept from the rule. */
const withoutExempt = async (ctx: Context, { filter, ruleId }: ForecastInput): Promise<Filter> => {
  if (ruleId === null) return filter;
  const { ids, users } = await readExempt(ctx.database, ruleId, ctx.now());
  const exempt: Filter[] = [
    ...(ids.length === 0 ? [] : [{ field: "memory_ids" as const, operator: "in" as const, value: ids }]),
    ...(users.length === 0 ? [] : [{ field: "user_id" as const, operator: "in" as const, value: users }]),
  ];
  return allBut(filter, exempt) ?? filter;
};

type Days = { terms: ForecastInput; held: Filter[]; at: Date };

/** Reading the table for every day takes far longer than the count, which is shown all the same. */
const daysOf = async (database: Database, store: MemoryStore, input: Days): Promise<ForecastDays> => {
  if (store.deletes !== "in_transaction") return { kind: "not_told" };
  try {
    return { kind: "counted", days: await countDays(database, input) };
  } catch (error) {
    if (isTimeout(error)) return { kind: "too_slow" };
    throw error;
  }
};

/** All days in one reading of the table: a memory counts on the first day on which it would have been found. */
const countDays = async (
  database: Database,
  { terms, held, at }: Days,
): Promise<{ day: string; count: number }[]> => {
  const begins = midnights(terms.timeZone, at, daysShown);
  const times = [...begins, at];
  const matched = times.map((time, index) => {
    const { filter } = matchingSelectionOf(selectionOfRule(terms, time));
    const matches = compileFilter(filter, undefined, { now: timestampOf(time.toISOString()) });
    return sql`(${memories.createdAt} <= ${time.toISOString()}::timestamptz and (${matches})) is true as ${sql.identifier(`m${index}`)}`;
  });
  const counts = begins.map(
    (_, index) =>
      sql`count(*) filter (where ${sql.identifier(`m${index + 1}`)} and not ${sql.identifier(`m${index}`)})::int as ${sql.identifier(`d${index}`)}`,
  );
  const row = await database.transaction(async (transaction) => {
    await setLocally(transaction, { statement_timeout: `${secondsMax}s` });
    const { rows } = await transaction.execute<Record<string, number>>(
      sql`select ${sql.join(counts, sql`, `)} from (select ${sql.join(matched, sql`, `)} from ${memories}
        where not ${compileHeld(held)} offset 0) as memory`,
    );
    return rows[0] ?? {};
  });
  const dayIn = new Intl.DateTimeFormat("en-CA", { timeZone: terms.timeZone, dateStyle: "short" });
  return begins.map((time, index) => ({ day: dayIn.format(time), count: row[`d${index}`] ?? 0 }));
};
