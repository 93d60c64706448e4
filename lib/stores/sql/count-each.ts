import { sql } from "drizzle-orm";
import type { Database } from "@/lib/database/server/database";
import type { Filter } from "@/lib/filters/filter";
import type { Count } from "@/lib/memories/types";
import { memories } from "@/drizzle/schema/memories";
import { compileFilter } from "./compile-filter";
import { runCancellable } from "./run-cancellable";

/** Counts exactly, all filters in one statement and so at one instant. When `signal` aborts, the database stops counting. */
export const countEach = async (
  database: Database,
  filters: readonly (Filter | null)[],
  signal?: AbortSignal,
): Promise<Count[]> => {
  const counts = filters.map(
    (filter) => sql`(select count(*) from ${memories} where ${compileFilter(filter)})`,
  );
  const { rows } = await runCancellable(database, signal, (connection) =>
    connection.execute<{ counts: string[] }>(
      sql`select array[${sql.join(counts, sql`, `)}]::text[] as counts`,
    ),
  );
  return (rows[0]?.counts ?? []).map((count) => ({ value: Number(count), isExact: true }));
};
