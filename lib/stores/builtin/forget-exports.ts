import { sql } from "drizzle-orm";
import type { Queryable } from "@/lib/database/server/database";
import type { EntityKind } from "@/lib/memories/entity";
import { memories } from "@/drizzle/schema/memories";
import { memoryExports } from "@/drizzle/schema/memory-exports";
import { entityColumns } from "../sql/entity-columns";
import { arrayOf } from "../sql/sql-values";

type Named = { kind: EntityKind; value: string };

/** Statements have an end, and a name takes a parameter. */
const namesPerStatement = 1_000;

/**
 * Forgets the requests for exports whose filter names an entity that has no memories any more: the name would outlive them. One
 * that names several goes with the first of them. "*" is no name. An entity is looked up by its index, so that this costs as
 * much as there are names, and nothing of what memories there are. In statements apart: names are on one node, memories may be on many.
 */
export const forgetExports = async (database: Queryable): Promise<void> => {
  const { rows: named } = await database.execute<Named>(sql`
    select distinct named.kind, named.value
    from ${memoryExports} as export, unnest(export.entity_kinds, export.entity_values) as named (kind, value)
    where named.value <> '*'`);
  for (let from = 0; from < named.length; from += namesPerStatement) {
    const gone = await withoutMemories(database, named.slice(from, from + namesPerStatement));
    if (gone.length === 0) continue;
    const [kinds, values] = [gone.map(({ kind }) => kind), gone.map(({ value }) => value)];
    await database.execute(sql`
      delete from ${memoryExports} as export where exists (
        select 1 from unnest(export.entity_kinds, export.entity_values) as named (kind, value)
        where (named.kind, named.value) in (
          select * from unnest(${arrayOf(kinds, "text")}, ${arrayOf(values, "text")})))`);
  }
};

const withoutMemories = async (database: Queryable, named: readonly Named[]): Promise<Named[]> => {
  const each = named.map(
    ({ kind, value }) => sql`exists (select 1 from ${memories} where ${entityColumns[kind]} = ${value})`,
  );
  const { rows } = await database.execute<{ are_there: boolean[] }>(
    sql`select array[${sql.join(each, sql`, `)}] as are_there`,
  );
  return named.filter((_, place) => rows[0]?.are_there[place] !== true);
};
