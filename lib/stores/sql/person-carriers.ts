import { sql, type SQL } from "drizzle-orm";
import { memories } from "@/drizzle/schema/memories";
import { personAlikeMax, type SoughtId } from "../person";
import { foldedMemory } from "./folded-text";
import { hasNameSql } from "./names-in-text";
import { arrayOf, likeContaining } from "./sql-values";

/** Of a term that is in every memory, no more of them are looked at than this. */
const carryingMax = 10_000;

/** `term`: what its memories carry; of several the first. */
export type CarrierRow = { value: string; term: string };

/**
 * Users whose own memories carry one of these ids, in their metadata as a value or key of its own or in their text; those that do so
 * most first. Reads all metadata once, as it is written: to fold it would take longer. Null when there is nothing to look for.
 */
export const usersCarrying = (sought: readonly SoughtId[], isOthers: SQL): SQL | null => {
  if (sought.length === 0) return null;
  const written = sql`lower(${memories.metadata}::text collate "C")`;
  const terms = arrayOf(
    sought.map(({ term }) => term),
    "text",
  );
  const patterns = arrayOf(
    sought.map(({ written: text }) => likeContaining(text)),
    "text",
  );
  const inTexts = sought.map(
    ({ term, form }) => sql`
      (select ${memories.userId} as value, ${term}::text as term from ${memories}
        where ${memories.userId} is not null and ${isOthers} and ${hasNameSql(foldedMemory, [form])} limit ${carryingMax})`,
  );
  return sql`
    with carrying as materialized (
      select ${memories.userId} as value, ${written} as written from ${memories}
      where ${memories.userId} is not null and ${memories.metadata} <> '{}' and ${isOthers}
        and ${written} like any(${patterns}) limit ${carryingMax}
    ), found as (
      select value, term from carrying join unnest(${terms}, ${patterns}) as sought (term, pattern) on written like pattern
      union all ${sql.join(inTexts, sql` union all `)}
    )
    select value, min(term) as term from found group by 1 order by count(*) desc, 1 limit ${personAlikeMax + 1}`;
};
