import { sql, type SQL } from "drizzle-orm";
import type { AnyPgColumn } from "drizzle-orm/pg-core";
import type { Condition } from "@/lib/filters/filter";
import { normalisedSql } from "@/drizzle/schema/normalised-sql";
import { memories } from "@/drizzle/schema/memories";
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
    and ${sql.raw(normalisedOf("other"))} = ${sql.raw(normalisedOf("memories"))}${besides[kind]}${counted(isCounted, sql`other`)})`;

const normalisedOf = (table: string): string =>
  normalisedSql(`coalesce(${table}.folded, lower(${table}.memory collate "C"))`);

const besides: Record<Kind, SQL> = {
  any: sql``,
  all_but_newest: sql` and (other.created_at, other.id) > (${memories.createdAt}, ${memories.id})`,
  all_but_oldest: sql` and (other.created_at, other.id) < (${memories.createdAt}, ${memories.id})`,
};

/** Whether the entity in a column has no memory that was changed at an instant or since. */
export const compileInactive = (column: AnyPgColumn, since: SQL, { isCounted }: Question): SQL => {
  const name = sql.identifier(column.name);
  // That of itself first, which spares the look at others where it is young.
  return sql`(${column} is not null and ${memories.updatedAt} < ${since} and not exists (
    select from ${memories} as active
    where active.${name} = ${column} and active.updated_at >= ${since}${counted(isCounted, sql`active`)}))`;
};

const counted = (isCounted: Question["isCounted"], memory: SQL): SQL =>
  isCounted === undefined ? sql`` : sql` and ${isCounted(memory)}`;
