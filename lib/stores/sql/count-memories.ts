import { sql } from "drizzle-orm";
import type { Database } from "@/lib/database/server/database";
import type { Filter } from "@/lib/filters/filter";
import type { Count } from "@/lib/memories/types";
import { memories } from "@/drizzle/schema/memories";
import { compileFilter } from "./compile-filter";
import { runCancellable } from "./run-cancellable";

/** Counts exactly. When `signal` aborts, the query is cancelled. */
export const countMemories = async (
  database: Database,
  filter: Filter | null,
  signal?: AbortSignal,
): Promise<Count> => {
  const { rows } = await runCancellable(database, signal, (connection) =>
    connection.execute<{ count: string }>(
      sql`select count(*) as count from ${memories} where ${compileFilter(filter)}`,
    ),
  );
  return { value: Number(rows[0]?.count), isExact: true };
};
