import { sql, type SQL } from "drizzle-orm";
import type { Database } from "@/lib/database/server/database";
import { conditionsOf } from "@/lib/filters/filter";
import { needsOthers } from "@/lib/filters/matches-filter";
import type { CountByAgeInput } from "@/lib/stores/types";
import { memories } from "@/drizzle/schema/memories";
import { compileFilter } from "./compile-filter";
import { findCountHints } from "./find-planner-hints";
import { runCancellable } from "./run-cancellable";

/**
 * Counts all memories by when they last changed (the latest first) and by the first of the parts that they belong to, in one
 * pass over all of them; the last number of each age is of those that belong to none. What looks at other memories, as
 * duplicates do, is found beforehand and joined: asked of each memory in turn, it takes a look at the index a million times.
 */
export const countByAge = async (
  database: Database,
  { parts, bounds }: CountByAgeInput,
  signal?: AbortSignal,
): Promise<number[][]> => {
  const rising = sql`${sql.param(bounds.map((bound) => bound.toISOString()).toReversed())}::timestamptz[]`;
  const { rows } = await runCancellable(database, signal, async (connection) => {
    const joins: SQL[] = [];
    const cases: SQL[] = [];
    for (const [part, filter] of parts.entries()) {
      const condition = compileFilter(filter, await findCountHints(connection, filter));
      const found = sql.identifier(`found_${part}`);
      const isJoined = conditionsOf(filter).some(needsOthers);
      if (isJoined)
        joins.push(
          sql`left join (select ${memories.id} as id from ${memories} where ${condition}) as ${found} on ${found}.id = ${memories.id}`,
        );
      cases.push(sql`when ${isJoined ? sql`${found}.id is not null` : condition} then ${part}::integer`);
    }
    // The last of the cases, as a case needs one.
    cases.push(sql`when false then null`);
    return connection.execute<{ bucket: number; part: number | null; count: string }>(sql`
      select width_bucket(${memories.updatedAt}, ${rising}) as bucket, case ${sql.join(cases, sql` `)} end as part, count(*) as count
      from ${memories} ${sql.join(joins, sql` `)} group by 1, 2`);
  });
  const countOf = (age: number, part: number | null) =>
    Number(rows.find((row) => row.bucket === bounds.length - age && row.part === part)?.count ?? 0);
  return Array.from({ length: bounds.length + 1 }, (_, age) =>
    [...parts.keys(), null].map((part) => countOf(age, part)),
  );
};
