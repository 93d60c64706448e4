import { sql, type SQL } from "drizzle-orm";
import type { AnyPgColumn } from "drizzle-orm/pg-core";
import type { Context } from "@/lib/access/context";
import { arrayOf } from "@/lib/stores/sql/sql-values";
import type { Entity, EntityKind } from "@/lib/memories/entity";
import { memories } from "@/drizzle/schema/memories";

/** One page over users, agents, apps and runs, with how many there are of each kind. */
export type AllEntities = { entities: Entity[]; totals: Record<EntityKind, number> };

/**
 * Users first, then agents, apps and runs, each from A to Z, as one list of which pages are counted. Counts everything for
 * every page, as listEntities does for one kind.
 */
export const listEntitiesOfAllKinds = async (
  { database, restriction }: Pick<Context, "database" | "restriction">,
  { offset, limit }: { offset: number; limit: number },
): Promise<AllEntities> => {
  const { rows } = await database.execute<Row>(sql`
    with counted as materialized (${sql.join(
      kinds.map(([kind, column], position) =>
        countedBy(kind, column, position, namesWithin(kind, restriction)),
      ),
      sql` union all `,
    )})
    select page.*, totals.* from (
      select count(*) filter (where kind = 'user') as "user", count(*) filter (where kind = 'agent') as agent,
        count(*) filter (where kind = 'app') as app, count(*) filter (where kind = 'run') as run from counted
    ) as totals
    left join (select * from counted order by position, value limit ${limit} offset ${offset}) as page on true
    order by position, value`);
  const [first] = rows;
  if (first === undefined) throw new Error("An aggregate always has a row.");
  return {
    entities: rows.flatMap((row) => (row.kind === null ? [] : [entityFrom(row)])),
    totals: {
      user: Number(first.user),
      agent: Number(first.agent),
      app: Number(first.app),
      run: Number(first.run),
    },
  };
};

const kinds: readonly (readonly [EntityKind, AnyPgColumn])[] = [
  ["user", memories.userId],
  ["agent", memories.agentId],
  ["app", memories.appId],
  ["run", memories.runId],
];

/** The entities of a kind that a narrowed API key is told of: its own; null: all. */
const namesWithin = (kind: EntityKind, restriction: Context["restriction"]): string[] | null =>
  restriction?.entities?.flatMap((entity) => (entity.kind === kind ? [entity.value] : [])) ?? null;

const countedBy = (
  kind: EntityKind,
  column: AnyPgColumn,
  position: number,
  names: string[] | null,
): SQL => sql`
  select ${kind}::text as kind, ${position}::integer as position, ${column} as value, count(*) as count,
    min(${memories.createdAt}) as first_activity, max(${memories.updatedAt}) as last_activity
  from ${memories} where ${column} is not null ${names === null ? sql`` : sql`and ${column} = any(${arrayOf(names, "text")})`} group by ${column}`;

/** Numbers and instants as Postgres writes them. Beyond the last page there is one row of totals alone. */
type Found = {
  kind: EntityKind;
  value: string;
  count: string;
  first_activity: string;
  last_activity: string;
};
type Row = Record<EntityKind, string> & (Found | { kind: null });

const entityFrom = (row: Found): Entity => ({
  kind: row.kind,
  value: row.value,
  count: Number(row.count),
  firstActivityAt: new Date(row.first_activity).toISOString(),
  lastActivityAt: new Date(row.last_activity).toISOString(),
});
