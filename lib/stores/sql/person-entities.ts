import { sql, type SQL } from "drizzle-orm";
import { entityKinds, type EntityKind } from "@/lib/memories/entity";
import { memories } from "@/drizzle/schema/memories";
import type { EntityName, FindPersonInput, PersonEntityFound } from "../person";
import { entityColumns } from "./entity-columns";
import { arrayOf, isoOf } from "./sql-values";

const sampleLengthMax = 300;

export type NamesOfKind = { kind: EntityKind; values: readonly string[] };

/** Ids as they were typed, for each kind, with those that were confirmed of it. */
export const idsByKind = ({ ids, confirmed }: FindPersonInput): NamesOfKind[] =>
  entityKinds.map((kind) => ({
    kind,
    values: [
      ...new Set([...ids, ...confirmed.filter((each) => each.kind === kind).map(({ value }) => value)]),
    ],
  }));

export type EntityRow = {
  kind: EntityKind;
  value: string;
  count: string;
  has_others: boolean;
  last_at: string | null;
  sample: string | null;
};

/** Those of these entities that memories name, with how many, and the newest of them. */
export const entitiesNamed = (names: readonly NamesOfKind[], input: FindPersonInput): SQL => {
  const users = idsByKind(input).find(({ kind }) => kind === "user")?.values ?? [];
  const each = names
    .filter(({ values }) => values.length > 0)
    .map(({ kind, values }) => sql`(${ofKind(kind, values, users)})`);
  return sql`select * from (${sql.join(each, sql` union all `)}) as named`;
};

const ofKind = (kind: EntityKind, values: readonly string[], users: readonly string[]): SQL => {
  const column = entityColumns[kind];
  const isOthers =
    kind === "user"
      ? sql`false`
      : sql`${memories.userId} is not null and ${memories.userId} <> all(${arrayOf(users, "text")})`;
  // In two steps that each read an entity's memories once: Mem0's collection has no index of them.
  return sql`
    with counted as materialized (
      select ${column} as value, count(*) as count, bool_or(${isOthers}) as has_others, max(${memories.createdAt}) as newest_at
      from ${memories} where ${column} = any(${arrayOf(values, "text")}) group by 1
    ), newest as materialized (
      select distinct on (counted.value) counted.value, left(${memories.memory}, ${sampleLengthMax}) as sample,
        ${isoOf(sql`${memories.updatedAt}`)} as last_at
      from counted join ${memories} on ${column} = counted.value and ${memories.createdAt} = counted.newest_at
      order by counted.value, ${memories.id} desc
    )
    select ${kind}::text as kind, value, count::text, has_others, last_at, sample
    from counted left join newest using (value) order by counted.count desc, value`;
};

export const entityFrom = (row: EntityRow): PersonEntityFound => ({
  kind: row.kind,
  value: row.value,
  count: { value: Number(row.count), isExact: true },
  lastAt: row.last_at,
  sample: row.sample,
  hasOthers: row.has_others,
});

/** Whether a memory names one of these entities; null for none of them. */
export const ofEntities = (entities: readonly EntityName[]): SQL | null => {
  const conditions = entityKinds.flatMap((kind) => {
    const values = entities.filter((entity) => entity.kind === kind).map(({ value }) => value);
    return values.length === 0 ? [] : [sql`${entityColumns[kind]} = any(${arrayOf(values, "text")})`];
  });
  return conditions.length === 0 ? null : sql`(${sql.join(conditions, sql` or `)})`;
};

/** Whether it names none. */
export const notTheirs = (theirs: readonly EntityName[]): SQL => {
  const named = ofEntities(theirs);
  return named === null ? sql`true` : sql`${named} is not true`;
};
