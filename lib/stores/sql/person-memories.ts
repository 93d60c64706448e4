import { sql, type SQL } from "drizzle-orm";
import type { JsonText } from "@/lib/json/json-text";
import type { MemoryId } from "@/lib/memories/types";
import type { NameForm } from "@/lib/text/name-form";
import { memories } from "@/drizzle/schema/memories";
import { personMemoriesMax, personTextMax, type EntityName, type PersonMemoryFound } from "../person";
import { foldedMemory, foldedValue } from "./folded-text";
import { hasNameSql, nameRegex } from "./names-in-text";
import { notTheirs, ofEntities } from "./person-entities";
import { isoOf } from "./sql-values";

/** Of a name that is an ordinary word, no more matches are looked at than this. */
export const personMatchesMax = 5_000;

const runsMax = 10_000;

/** `match_count`: how many there are, as far as they were looked at. */
export type PersonMemoryRow = Record<"id" | "memory" | "metadata" | "created_at" | "match_count", string> &
  Record<"user_id" | "agent_id" | "app_id" | "run_id", string | null>;

/**
 * Memories whose text has one of the names, and none of those that were looked for `before`; the newest of them. Null when there is
 * nothing to look for.
 */
export const memoriesByText = (
  forms: readonly NameForm[],
  isOthers: SQL,
  before: readonly NameForm[] = [],
): SQL | null => {
  if (forms.length === 0) return null;
  const isNew = before.length === 0 ? sql`true` : sql`${foldedMemory} !~ ${nameRegex(before)}::text`;
  const matching = sql`
    select ${memories.id}, ${memories.createdAt} from ${memories}
    where ${hasNameSql(foldedMemory, forms)} and ${isOthers} and ${isNew}`;
  return newestOf(matching, forms);
};

/** The same in its metadata, keys and values. */
export const memoriesByMetadata = (forms: readonly NameForm[], isOthers: SQL): SQL | null =>
  forms.length === 0
    ? null
    : newestOf(
        // "offset 0" folds each once.
        sql`select id, created_at from (
          select ${memories.id}, ${memories.createdAt}, ${foldedValue(unescaped)} as folded
          from ${memories} where ${memories.metadata} <> '{}' and ${isOthers} offset 0
        ) as folding where ${hasNameSql(sql`folded`, forms)}`,
        [],
      );

/** JSON's escapes end in a letter, which would be taken for one of the word behind it. */
const unescaped = sql`regexp_replace(${memories.metadata}::text, '\\\\(["\\\\/bfnrt]|u[0-9a-f]{4})', ' ', 'g')`;

/** Memories without a user, of the runs in which entities took part. */
export const memoriesInRunsOf = (theirs: readonly EntityName[]): SQL | null => {
  const named = ofEntities(theirs);
  return named === null
    ? null
    : newestOf(
        sql`select ${memories.id}, ${memories.createdAt} from ${memories}
          where ${memories.userId} is null and ${notTheirs(theirs)} and ${memories.runId} in (
            select run_id from ${memories} where ${named} and run_id is not null group by 1 limit ${runsMax})`,
        [],
      );
};

const newestOf = (matching: SQL, forms: readonly NameForm[]): SQL => sql`
  with matching as materialized (${matching} limit ${personMatchesMax}),
  newest as materialized (
    select id from matching order by created_at desc, id desc limit ${personMemoriesMax + 1}
  )
  select ${memories.id}, ${textAround(forms)} as memory, ${memories.metadata}::text as metadata, ${memories.userId}, ${memories.agentId},
    ${memories.appId}, ${memories.runId}, ${isoOf(sql`${memories.createdAt}`)} as created_at,
    (select count(*) from matching)::text as match_count
  from newest join ${memories} using (id) order by ${memories.createdAt} desc, ${memories.id} desc`;

/** A memory can be a megabyte long: what is read of it stands around the first match. */
const textAround = (forms: readonly NameForm[]): SQL => {
  const found =
    forms.length === 0
      ? sql`1`
      : sql`strpos(${foldedMemory}, coalesce(substring(${foldedMemory} from ${nameRegex(forms)}::text), ''))`;
  return sql`case when length(${memories.memory}) <= ${personTextMax} then ${memories.memory}
    else substr(${memories.memory}, greatest(1, ${found} - ${personTextMax / 2}), ${personTextMax}) end`;
};

// The column is of type uuid, and JSON is what PostgreSQL wrote.
export const personMemoryFrom = (row: PersonMemoryRow): PersonMemoryFound => ({
  id: row.id as MemoryId,
  memory: row.memory,
  metadata: row.metadata as JsonText,
  userId: row.user_id,
  agentId: row.agent_id,
  appId: row.app_id,
  runId: row.run_id,
  createdAt: row.created_at,
});
