import { sql, type SQL } from "drizzle-orm";
import type { Condition } from "@/lib/filters/filter";
import type { EntityField } from "@/lib/memories/types";
import { normalisedSql } from "@/drizzle/schema/normalised-sql";
import { memories } from "@/drizzle/schema/memories";
import { instantBefore, startOf } from "./compile-dates";
import { entityFieldColumns } from "./entity-columns";
import { now as databaseNow } from "./sql-values";
import type { Question } from "./question";

// Conditions on a memory that are about the other memories of its store as well.

type Kind = Extract<Condition, { field: "duplicate" }>["value"];

/**
 * Whether another memory says the same to the same ids. The key finds it; as different texts may share one, ids and texts are
 * compared as well. Bare, so that the planner can join.
 */
export const compileDuplicate = (kind: Kind, { isCounted }: Question): SQL => sql`exists (
  select from ${memories} as other where other.repeat_key = ${memories.repeatKey} and other.id <> ${memories.id}
    and (other.user_id, other.agent_id, other.app_id, other.run_id) is not distinct from
      (${memories.userId}, ${memories.agentId}, ${memories.appId}, ${memories.runId})
    and ${sql.raw(isSameText("other", "memories"))}${besides[kind]}${counted(isCounted, sql`other`)})`;

/** What differs in spaces alone is seldom, and ten times as slow to compare. */
const isSameText = (one: string, other: string): string =>
  `(${foldedOf(one)} = ${foldedOf(other)} or ${normalisedSql(foldedOf(one))} = ${normalisedSql(foldedOf(other))})`;

const foldedOf = (table: string): string => `coalesce(${table}.folded, lower(${table}.memory collate "C"))`;

const besides: Record<Kind, SQL> = {
  any: sql``,
  all_but_newest: sql` and (other.created_at, other.id) > (${memories.createdAt}, ${memories.id})`,
  all_but_oldest: sql` and (other.created_at, other.id) < (${memories.createdAt}, ${memories.id})`,
};

/** A condition on the entity that a memory names, and on all memories of that. */
export type Inactivity = Extract<
  Condition,
  { field: EntityField; operator: "inactive_for" | "inactive_since" }
>;

export const isInactivity = (condition: Condition): condition is Inactivity =>
  condition.operator === "inactive_for" || condition.operator === "inactive_since";

/** From when on an entity that is inactive has no change. */
export const inactiveSince = (condition: Inactivity, now: SQL = databaseNow): SQL =>
  condition.operator === "inactive_for" ? instantBefore(now, condition.value) : startOf(condition.value);

export const compileInactive = (condition: Inactivity, { now, isCounted }: Question): SQL => {
  const column = entityFieldColumns[condition.field];
  const name = sql.identifier(column.name);
  const since = inactiveSince(condition, now);
  // That of itself first, which spares the look at others where it is young.
  return sql`(${column} is not null and ${memories.updatedAt} < ${since} and not exists (
    select from ${memories} as active
    where active.${name} = ${column} and active.updated_at >= ${since}${counted(isCounted, sql`active`)}))`;
};

const counted = (isCounted: Question["isCounted"], memory: SQL): SQL =>
  isCounted === undefined ? sql`` : sql` and ${isCounted(memory)}`;
