import { sql, type SQL } from "drizzle-orm";
import type { Condition, Filter } from "@/lib/filters/filter";
import { UnresolvedHold } from "@/lib/filters/unresolved-hold";
import type { EntityField } from "@/lib/memories/types";
import { memories } from "@/drizzle/schema/memories";
import { compileExpiration, compileInstant } from "./compile-dates";
import { compileDuplicate, compileInactive } from "./compile-others";
import { compileMetadata } from "./compile-metadata";
import { entityFieldColumns } from "./entity-columns";
import { containsFolded, containsPlain, isFoundIn } from "./folded-text";
import type { PlannerHints } from "./planner-hints";
import type { Question } from "./question";
import { arrayOf, now as databaseNow, uuidsOf } from "./sql-values";

/**
 * A filter as the condition of a query on `memories`; every value is a parameter. A condition on a missing value comes
 * out as SQL's null where it has to be false: the same at the top and under and / or, and `not` turns it into true.
 * Positive conditions stay bare (`column = value`, never wrapped), as the planner matches only those to an index.
 * Covers Mem0's list language (https://docs.mem0.ai, "Memory filters").
 */
export const compileFilter = (
  filter: Filter | null,
  hints: PlannerHints = noHints,
  question: Question = {},
): SQL => {
  if (filter === null) return sql`true`;
  const each = (part: Filter): SQL => compileFilter(part, hints, question);
  if ("and" in filter) return joined(filter.and.map(each), sql` and `);
  if ("or" in filter) return joined(filter.or.map(each), sql` or `);
  if ("not" in filter) return sql`(${each(filter.not)}) is not true`;
  const among = hints.among?.get(filter);
  const condition = compileCondition(filter, hints, question);
  return among === undefined ? condition : sql`(${among} and ${condition})`;
};

const noHints: PlannerHints = { rareCategories: new Set() };

const joined = (parts: SQL[], operator: SQL): SQL =>
  sql`(${sql.join(
    parts.map((part) => sql`(${part})`),
    operator,
  )})`;

const compileCondition = (condition: Condition, hints: PlannerHints, question: Question): SQL => {
  const { now = databaseNow } = question;
  switch (condition.field) {
    case "user_id":
    case "agent_id":
    case "app_id":
    case "run_id":
      return compileEntity(condition, question);
    case "created_at":
    case "updated_at":
      return compileInstant(condition, now);
    case "expiration_date":
      return compileExpiration(condition, now);
    case "categories":
      return compileCategories(condition, hints.rareCategories);
    case "metadata":
      return compileMetadata(condition);
    case "text":
      // The first is what the index serves.
      return condition.operator === "contains"
        ? sql`(${isFoundIn(condition.value)} and ${containsPlain(memories.memory, condition.value)})`
        : isFoundIn(condition.value);
    case "text_length":
      return compileTextLength(condition);
    case "duplicate":
      return compileDuplicate(condition.value, question);
    case "memory_ids":
      return sql`${memories.id} = any(${uuidsOf(condition.value)})`;
    case "import":
      if (condition.operator === "eq") return sql`${memories.importId} = ${condition.value}`;
      if (condition.operator === "in")
        return sql`${memories.importId} = any(${arrayOf(condition.value, "uuid")})`;
      return condition.operator === "present"
        ? sql`${memories.importId} is not null`
        : sql`${memories.importId} is null`;
    case "held":
    case "hold":
      throw new UnresolvedHold();
    case "immutable":
    case "superseded":
    case "sample":
      return condition.value ? flags[condition.field] : sql`not (${flags[condition.field]})`;
  }
};

// Word for word the conditions of the partial indexes, where there is one.
const flags = {
  immutable: sql`${memories.immutable}`,
  superseded: sql`${memories.supersededBy} is not null`,
  sample: sql`${memories.isSample}`,
};

/**
 * Any of these categories. The planner takes each one that its statistics miss for half as frequent as the rarest they
 * list, and then looks for a page of them along the whole index of the sort: 420 ms in a million. Saying it twice makes
 * rare ones look rare: 2 ms.
 */
const compileCategories = (
  condition: Extract<Condition, { field: "categories" }>,
  rare: ReadonlySet<string>,
): SQL => {
  if (condition.operator === "icontains") {
    // No index serves a part of a category: meant to stand beside a condition that one does.
    return sql`exists (select 1 from unnest(${memories.categories}) as category where ${containsFolded(sql`category`, condition.value)})`;
  }
  const values = condition.operator === "contains" ? [condition.value] : condition.value;
  const wanted = arrayOf(values, "text");
  const overlaps = sql`${memories.categories} && ${wanted}`;
  return values.every((value) => rare.has(value))
    ? sql`(${overlaps} and ${wanted} && ${memories.categories})`
    : overlaps;
};

const compileEntity = (condition: Extract<Condition, { field: EntityField }>, question: Question): SQL => {
  const column = entityFieldColumns[condition.field];
  switch (condition.operator) {
    case "eq":
      return sql`${column} = ${condition.value}`;
    case "ne":
      return sql`${column} is distinct from ${condition.value}`;
    case "in":
      return sql`${column} = any(${arrayOf(condition.value, "text")})`;
    case "present":
      return sql`${column} is not null`;
    case "absent":
      return sql`${column} is null`;
    case "inactive_for":
    case "inactive_since":
      return compileInactive(condition, question);
  }
};

/** Characters are counted only where bytes, of which there are at least as many, leave it open: those need no reading. */
const compileTextLength = ({ operator, value }: Extract<Condition, { field: "text_length" }>): SQL =>
  operator === "gt"
    ? sql`(octet_length(${memories.memory}) > ${value}::integer and length(${memories.memory}) > ${value}::integer)`
    : sql`(octet_length(${memories.memory}) < ${value}::integer or length(${memories.memory}) < ${value}::integer)`;
