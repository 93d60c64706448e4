import { sql } from "drizzle-orm";
import type { Database } from "@/lib/database/server/database";
import type { CountByAgeInput } from "@/lib/stores/types";
import { memories } from "@/drizzle/schema/memories";
import { compileFilter } from "./compile-filter";
import { runCancellable } from "./run-cancellable";

/**
 * Counts all memories by when they last changed (the latest first) and by the first of the parts that they belong to, in one
 * statement; the last number of each age is of those that belong to none. Each part is found by itself, so that its own index
 * serves it: asked of every memory in turn, whether it is a duplicate takes a look at the index a million times.
 */
export const countByAge = async (
  database: Database,
  { parts, bounds }: CountByAgeInput,
  signal?: AbortSignal,
): Promise<number[][]> => {
  const rising = sql`${sql.param(bounds.map((bound) => bound.toISOString()).toReversed())}::timestamptz[]`;
  const found = parts.map(
    (part, index) =>
      sql`select ${memories.id} as id, ${memories.updatedAt} as updated_at, ${sql.raw(String(index))} as part
        from ${memories} where ${compileFilter(part)}`,
  );
  const none = sql`select null::uuid as id, null::timestamptz as updated_at, 0 as part where false`;
  const { rows } = await runCancellable(database, signal, (connection) =>
    connection.execute<{ bucket: number; part: number | null; count: string }>(sql`
      with belonging as (
        select id, min(updated_at) as updated_at, min(part) as part
        from (${sql.join([...found, none], sql` union all `)}) as found group by id)
      select width_bucket(updated_at, ${rising}) as bucket, part, count(*) as count from belonging group by 1, 2
      union all
      select width_bucket(${memories.updatedAt}, ${rising}), null, count(*) from ${memories} group by 1`),
  );
  const countOf = (age: number, part: number | null) =>
    Number(rows.find((row) => row.bucket === bounds.length - age && row.part === part)?.count ?? 0);
  return Array.from({ length: bounds.length + 1 }, (_, age) => {
    const counts = parts.map((_part, part) => countOf(age, part));
    return [...counts, countOf(age, null) - counts.reduce((sum, count) => sum + count, 0)];
  });
};
