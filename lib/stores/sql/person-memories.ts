import { sql, type SQL } from "drizzle-orm";
import type { JsonText } from "@/lib/json/json-text";
import type { MemoryId } from "@/lib/memories/types";
import type { NameForm } from "@/lib/text/name-form";
import { memories, memoryVersions } from "@/drizzle/schema/memories";
import { personMemoriesMax, personTextMax, type EntityName, type PersonMemoryFound } from "../person";
import { foldedMemory, foldedValue } from "./folded-text";
import { hasNameSql, nameRegex } from "./names-in-text";
import { notTheirs, ofEntities } from "./person-entities";
import { isoOf } from "./sql-values";

/** Of a name that is an ordinary word, no more matches are looked at than this. */
export const personMatchesMax = 1_000;

const runsMax = 10_000;

const noEarlier = sql`null::text as earlier`;

/** `match_count`: how many there are, as far as they were looked at. */
export type PersonMemoryRow = Record<"id" | "memory" | "metadata" | "created_at" | "match_count", string> &
  Record<"user_id" | "agent_id" | "app_id" | "run_id" | "earlier", string | null>;

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
    select ${memories.id}, ${memories.createdAt}, ${noEarlier} from ${memories}
    where ${hasNameSql(foldedMemory, forms)} and ${isOthers} and ${isNew}`;
  return newestOf(matching, forms);
};

/** The same in its metadata, keys and values. */
export const memoriesByMetadata = (forms: readonly NameForm[], isOthers: SQL): SQL | null =>
  forms.length === 0
    ? null
    : newestOf(
        // "offset 0" writes and folds each once.
        sql`select id, created_at, ${noEarlier} from (
          select id, created_at, ${foldedValue(unescaped)} as folded from (
            select ${memories.id}, ${memories.createdAt}, ${memories.metadata}::text as written
            from ${memories} where ${memories.metadata} <> '{}' and ${isOthers} offset 0
          ) as writing offset 0
        ) as folding where ${hasNameSql(sql`folded`, forms)}`,
        [],
      );

/** JSON's escapes end in a letter, which would be taken for one of the word behind it. */
const unescaped = sql`case when strpos(written, '\\') = 0 then written
  else regexp_replace(written, '\\\\(["\\\\/bfnrt]|u[0-9a-f]{4})', ' ', 'g') end`;

/** The same in an earlier text of it, of those whose text now has none of the names. */
export const memoriesByVersion = (forms: readonly NameForm[], isOthers: SQL): SQL | null =>
  forms.length === 0
    ? null
    : newestOf(
        // Bounded before it is sorted: what does not fit into memory would be written to the disk.
        sql`select distinct on (id) id, created_at, earlier from (
          select ${memories.id}, ${memories.createdAt}, ${aroundMatch(sql`old_memory`, sql`named.folded`, forms)} as earlier
          from (
            select memory_id, old_memory, ${foldedValue(sql`old_memory`)} as folded from ${memoryVersions} offset 0
          ) as named join ${memories} on ${memories.id} = memory_id
          where ${hasNameSql(sql`named.folded`, forms)} and ${isOthers} and ${foldedMemory} !~ ${nameRegex(forms)}::text
          limit ${personMatchesMax}
        ) as found`,
        [],
      );

/** The same in the reason of the feedback it was given, which stands in `earlier`. An index has the few that have one. */
export const memoriesByFeedback = (forms: readonly NameForm[], isOthers: SQL): SQL | null =>
  forms.length === 0
    ? null
    : newestOf(
        sql`select id, created_at, ${aroundMatch(sql`feedback_reason`, sql`folded`, forms)} as earlier from (
          select ${memories.id}, ${memories.createdAt}, ${memories.feedbackReason},
            ${foldedValue(sql`${memories.feedbackReason}`)} as folded
          from ${memories} where ${memories.feedbackReason} is not null and ${isOthers} offset 0
        ) as given where ${hasNameSql(sql`folded`, forms)}`,
        [],
      );

/** Memories without a user, of the runs in which entities took part. */
export const memoriesInRunsOf = (theirs: readonly EntityName[]): SQL | null => {
  const named = ofEntities(theirs);
  return named === null
    ? null
    : newestOf(
        sql`select ${memories.id}, ${memories.createdAt}, ${noEarlier} from ${memories}
          where ${memories.userId} is null and ${notTheirs(theirs)} and ${memories.runId} in (
            select run_id from ${memories} where ${named} and run_id is not null group by 1 limit ${runsMax})`,
        [],
      );
};

/** `matching` selects id, created_at and `earlier`. */
const newestOf = (matching: SQL, forms: readonly NameForm[]): SQL => sql`
  with matching as materialized (${matching} limit ${personMatchesMax}),
  newest as materialized (
    select * from matching order by created_at desc, id desc limit ${personMemoriesMax + 1}
  )
  select ${memories.id}, ${aroundMatch(sql`${memories.memory}`, foldedMemory, forms)} as memory, ${memories.metadata}::text as metadata,
    ${memories.userId}, ${memories.agentId}, ${memories.appId}, ${memories.runId}, ${isoOf(sql`${memories.createdAt}`)} as created_at,
    newest.earlier, (select count(*) from matching)::text as match_count
  from newest join ${memories} using (id) order by ${memories.createdAt} desc, ${memories.id} desc`;

/** A text can be a megabyte long: what is read of it stands around the first match. */
const aroundMatch = (text: SQL, folded: SQL, forms: readonly NameForm[]): SQL => {
  const found =
    forms.length === 0
      ? sql`1`
      : sql`strpos(${folded}, coalesce(substring(${folded} from ${nameRegex(forms)}::text), ''))`;
  return sql`case when length(${text}) <= ${personTextMax} then ${text}
    else substr(${text}, greatest(1, ${found} - ${personTextMax / 2}), ${personTextMax}) end`;
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
  ...(row.earlier === null ? {} : { earlier: row.earlier }),
});
