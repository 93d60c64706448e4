import { asc, desc } from "drizzle-orm";
import type { Database } from "@/lib/database/server/database";
import type { Filter } from "@/lib/filters/filter";
import type { Memory, MemorySort } from "@/lib/memories/types";
import { memories } from "@/drizzle/schema/memories";
import { compileFilter } from "../sql/compile-filter";
import { findPlannerHints } from "../sql/find-planner-hints";
import { memoryColumns, memoryFrom } from "../sql/memory-row";

/**
 * The memories at `offset` of the total order (sort value, id), for APIs that count pages. What lies before is read past, so
 * a page costs more the deeper it lies, and memories deleted meanwhile shift it; listMemories has neither fault.
 */
export const listByOffset = async (
  database: Database,
  input: { filter: Filter | null; sort: MemorySort; offset: number; limit: number },
): Promise<Memory[]> => {
  const { filter, sort, offset, limit } = input;
  const by = sort.direction === "asc" ? asc : desc;
  const column = sort.field === "created_at" ? memories.createdAt : memories.updatedAt;
  const rows = await database
    .select(memoryColumns)
    .from(memories)
    .where(compileFilter(filter, await findPlannerHints(database, filter)))
    .orderBy(by(column), by(memories.id))
    .limit(limit)
    .offset(offset);
  return rows.map(memoryFrom);
};
