import { sql, type SQL } from "drizzle-orm";
import { entityKinds, type EntityKind } from "@/lib/memories/entity";
import { memories } from "@/drizzle/schema/memories";
import { idSeparators, type FindPersonInput } from "../person";
import { entityColumns } from "./entity-columns";
import { foldedValue } from "./folded-text";
import { arrayOf, likeContaining } from "./sql-values";

/** Of trigrams in common; pg_trgm's own default. */
const nearnessMin = 0.3;

/** Of a kind, so many are looked at closely by the caller. */
const candidatesMax = 500;

/** Without trigrams, all ids are looked at closely when there are no more than this. */
const comparedMax = 10_000;

/** `is_cut`: its kind has more that have a part of the name. `is_compared`: false when ids with a slip were not looked for. */
export type AlikeRow = { kind: EntityKind; value: string; is_cut: boolean; is_compared: boolean };

/**
 * Ids of all kinds that may be like a person's, the nearest first: those that have one of the parts in them, or are near a text.
 * Reads the whole index of each kind (100–200 ms for a million memories).
 */
export const entitiesAlike = ({ alike }: FindPersonInput, hasTrigrams: boolean): SQL => {
  const patterns = alike.parts.map(likeContaining);
  const near = sql`coalesce((select max(similarity(folded, near)) from unnest(${arrayOf(alike.near, "text")}) as near), 0)`;
  const same = sql`translate(split_part(split_part(folded, '@', 1), '+', 1), ${idSeparators}::text, '') = any(${arrayOf(alike.same, "text")})`;
  const max = hasTrigrams ? candidatesMax : comparedMax;
  return sql`
    with counted as materialized (${sql.join(
      entityKinds.map(
        (kind) => sql`
          select ${kind}::text as kind, ${entityColumns[kind]} as value, count(*) as count
          from ${memories} where ${entityColumns[kind]} is not null group by 2`,
      ),
      sql` union all `,
    )}), compared as (
      select *, ${hasTrigrams ? near : sql`0`} as nearness, ${same} or folded like any(${arrayOf(patterns, "text")}) as is_sure,
        ${same} as is_same, ${hasTrigrams ? sql`true` : sql`(select count(*) from counted) <= ${comparedMax}`} as is_compared
      from (select *, ${foldedValue(sql`value`)} as folded from counted offset 0) as folding offset 0
    ), ranked as (
      select *, row_number() over (
        partition by kind order by is_same desc, is_sure desc, nearness desc, length(value), count desc, value
      ) as rank
      from compared where is_sure or ${hasTrigrams ? sql`nearness >= ${nearnessMin}::real` : sql`is_compared`}
    )
    select kind, value, is_compared, bool_or(rank > ${max} and is_sure) over (partition by kind) as is_cut
    from ranked where rank <= ${max + 1} order by kind, rank`;
};
