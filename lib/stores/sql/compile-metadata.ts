import { sql, type SQL } from "drizzle-orm";
import type { Condition } from "@/lib/filters/filter";
import { memories } from "@/drizzle/schema/memories";
import { containsFolded } from "./folded-text";
import { sendable } from "@/lib/json/scalar";
import { writeExact } from "@/lib/json/write-exact";

type MetadataCondition = Extract<Condition, { field: "metadata" }>;

/** A condition on a top-level key of the metadata. */
export const compileMetadata = (condition: MetadataCondition): SQL => {
  const column = memories.metadata;
  const key = condition.key.toWellFormed();
  switch (condition.operator) {
    case "eq":
      return isEqual(key, condition.value);
    case "ne":
      return sql`(${isEqual(key, condition.value)}) is not true`;
    case "in":
      // One by one, as the index serves each of them.
      return sql`(${sql.join(
        condition.value.map((value) => isEqual(key, value)),
        sql` or `,
      )})`;
    case "contains": {
      const value = sql`${column} -> ${key}::text`;
      return sql`case jsonb_typeof(${value})
        when 'string' then ${containsFolded(sql`(${column} ->> ${key}::text)`, condition.value)}
        when 'array' then ${value} @> to_jsonb(${condition.value}::text)
        else false end`;
    }
    case "present":
      // The function behind the operator "?", which some drivers and proxies take for a parameter.
      return sql`jsonb_exists(${column}, ${key}::text)`;
  }
};

/**
 * Containment is exact for a scalar at a key (a list holding it does not contain it), and the one form the index serves.
 * Saying `-> key = value` as well would tell the planner that one row in 200 of those is left.
 */
const isEqual = (key: string, value: Extract<MetadataCondition, { operator: "eq" }>["value"]): SQL => {
  const wanted = typeof value === "string" ? value.toWellFormed() : sendable(value);
  return sql`${memories.metadata} @> ${writeExact({ [key]: wanted })}::jsonb`;
};
