import { sql, type SQL } from "drizzle-orm";
import type { AnyPgColumn } from "drizzle-orm/pg-core";
import type { Database } from "@/lib/database/server/database";
import type { Filter } from "@/lib/filters/filter";
import { compileFilter } from "@/lib/stores/sql/compile-filter";
import { memories } from "@/drizzle/schema/memories";

/** How many users, agents or runs there are, and how many memories name one. */
type Named = { entities: number; memories: number };
type StoreCounts = { memories: number; users: Named; agents: Named; runs: Named };

/** Counts exactly what a filter finds, null for everything. Reads the whole index of each kind of entity. */
export const countStore = async (database: Database, filter: Filter | null): Promise<StoreCounts> => {
  const found = compileFilter(filter);
  const { rows } = await database.execute<Record<string, string>>(sql`
    select total.count as total, ${sql.join(
      kinds.map(([kind]) =>
        sql.raw(`${kind}.entities as ${kind}_entities, ${kind}.memories as ${kind}_memories`),
      ),
      sql`, `,
    )}
    from (select count(*) as count from ${memories} where ${found}) as total,
      ${sql.join(
        kinds.map(([kind, column]) => countedBy(kind, column, found)),
        sql`, `,
      )}`);
  const [row = {}] = rows;
  const named = (kind: string): Named => ({
    entities: Number(row[`${kind}_entities`]),
    memories: Number(row[`${kind}_memories`]),
  });
  return {
    memories: Number(row["total"]),
    users: named("users"),
    agents: named("agents"),
    runs: named("runs"),
  };
};

const kinds: readonly (readonly ["users" | "agents" | "runs", AnyPgColumn])[] = [
  ["users", memories.userId],
  ["agents", memories.agentId],
  ["runs", memories.runId],
];

const countedBy = (kind: string, column: AnyPgColumn, found: SQL): SQL => sql`
  (select count(*) as entities, coalesce(sum(count), 0) as memories from (
    select count(*) as count from ${memories} where ${column} is not null and ${found} group by ${column}
  ) as each) as ${sql.raw(kind)}`;
