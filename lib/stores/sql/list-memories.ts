import { and, asc, desc, sql, type SQL } from "drizzle-orm";
import { askRows } from "@/lib/database/server/ask-rows";
import type { Database } from "@/lib/database/server/database";
import type { MemorySort } from "@/lib/memories/types";
import type { MemoryPage, MemoryPosition } from "@/lib/memories/memory-page";
import type { ListMemoriesInput } from "@/lib/stores/types";
import { memories } from "@/drizzle/schema/memories";
import { compileFilter } from "./compile-filter";
import { findPlannerHints } from "./find-planner-hints";
import { memoryFrom, namedMemoryColumns, type MemoryRow } from "./memory-row";
import { timestampOf, uuidOf } from "./sql-values";

type Direction = MemorySort["direction"];
const sortColumns = { created_at: memories.createdAt, updated_at: memories.updatedAt };

/**
 * One page in the total order (sort value, id), from the cursor on: a page deep inside costs what the first costs, and
 * memories deleted meanwhile shift nothing. Whether there is a page on the other side is asked in the same statement.
 */
export const listMemories = async (database: Database, input: ListMemoriesInput): Promise<MemoryPage> => {
  const { filter, sort, cursor, limit } = input;
  const isBackward = cursor?.direction === "before";
  const direction = isBackward ? opposite(sort.direction) : sort.direction;
  const condition = compileFilter(filter, await findPlannerHints(database, filter));
  const other =
    cursor === null ? sql<boolean>`false` : anyBehind(condition, sort.field, direction, cursor.position);
  const statement = () => sql`select ${namedMemoryColumns}, ${other} as "hasOther" from ${memories}
    where ${and(condition, cursor === null ? undefined : isBeyond(sort.field, direction, cursor.position))}
    order by ${sql.join(orderBy(sort.field, direction), sql`, `)} limit ${sql.raw(String(limit + 1))}`;
  // The page that everybody comes by. Of any other the planner has to see the values.
  const name = filter === null && cursor === null ? `first_page_${sort.field}_${direction}_${limit}` : null;
  const rows = await askRows<MemoryRow & { hasOther: boolean }>(database, statement, name);

  const hasMore = rows.length > limit;
  const hasOther = rows[0]?.hasOther ?? (cursor !== null && (await isTrue(database, other)));
  const page = rows.slice(0, limit).map(memoryFrom);
  return isBackward
    ? { memories: page.reverse(), hasPrevious: hasMore, hasNext: hasOther }
    : { memories: page, hasPrevious: hasOther, hasNext: hasMore };
};

const opposite = (direction: Direction): Direction => (direction === "asc" ? "desc" : "asc");

const orderBy = (field: MemorySort["field"], direction: Direction): SQL[] =>
  (direction === "asc" ? [asc] : [desc]).flatMap((by) => [by(sortColumns[field]), by(memories.id)]);

type Comparison = "<" | "<=" | ">" | ">=";
const operators = { "<": sql`<`, "<=": sql`<=`, ">": sql`>`, ">=": sql`>=` };

const compared = (field: MemorySort["field"], comparison: Comparison, position: MemoryPosition): SQL =>
  sql`(${sortColumns[field]}, ${memories.id}) ${operators[comparison]} (${timestampOf(position.at)}, ${uuidOf(position.id)})`;

const isBeyond = (field: MemorySort["field"], direction: Direction, position: MemoryPosition): SQL =>
  compared(field, direction === "asc" ? ">" : "<", position);

/**
 * Whether a match lies at the cursor or behind it. Not EXISTS: the planner drops the order inside it, and may then read
 * the whole table to find the one row that stands at its end.
 */
const anyBehind = (
  condition: SQL,
  field: MemorySort["field"],
  direction: Direction,
  position: MemoryPosition,
): SQL<boolean> => {
  const isBehind = compared(field, direction === "asc" ? "<=" : ">=", position);
  const order = sql.join(orderBy(field, opposite(direction)), sql`, `);
  return sql<boolean>`((select 1 from ${memories} where (${condition}) and ${isBehind} order by ${order} limit 1) is not null)`;
};

const isTrue = async (database: Database, condition: SQL<boolean>): Promise<boolean> => {
  const { rows } = await database.execute<{ value: boolean }>(sql`select ${condition} as value`);
  return rows[0]?.value === true;
};
