import { sql } from "drizzle-orm";
import type { Database } from "@/lib/database/server/database";
import type { Filter } from "@/lib/filters/filter";
import type { Count } from "@/lib/memories/types";
import { memories } from "@/drizzle/schema/memories";
import { compileFilter } from "./compile-filter";
import { findCountHints } from "./find-planner-hints";
import { runCancellable } from "./run-cancellable";

/** Counts exactly. When `signal` aborts, the query is cancelled. */
export const countMemories = async (
  database: Database,
  filter: Filter | null,
  signal?: AbortSignal,
): Promise<Count> => {
  const { rows } = await runCancellable(database, signal, async (connection) => {
    const condition = compileFilter(filter, await findCountHints(connection, filter));
    return connection.execute<{ count: string }>(
      sql`select count(*) as count from ${memories} where ${condition}`,
    );
  });
  return { value: Number(rows[0]?.count), isExact: true };
};

/** Counts no further than `max`: so many, or more. When `signal` aborts, the query is cancelled. */
export const countUpTo = async (
  database: Database,
  { filter, max }: { filter: Filter | null; max: number },
  signal?: AbortSignal,
): Promise<Count> => {
  const { rows } = await runCancellable(database, signal, async (connection) => {
    const condition = compileFilter(filter, await findCountHints(connection, filter));
    return connection.execute<{ count: string }>(
      sql`select count(*) as count from (select 1 from ${memories} where ${condition} limit ${max + 1}) as found`,
    );
  });
  const count = Number(rows[0]?.count);
  return count > max ? { value: max, isExact: false } : { value: count, isExact: true };
};
