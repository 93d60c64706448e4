import { sql } from "drizzle-orm";
import type { Database } from "@/lib/database/server/database";
import type { Filter } from "@/lib/filters/filter";
import type { Memory, MemoryVersion } from "@/lib/memories/types";
import { compileFilter } from "@/lib/stores/sql/compile-filter";
import { memoryColumns, memoryFrom } from "@/lib/stores/sql/memory-row";
import { memories, memoryVersions } from "@/drizzle/schema/memories";

/** `position`: of the version among those of its memory, from 0. */
type HistoryVersion = { memory: Memory; version: MemoryVersion; position: number };

/**
 * Versions of all memories that a filter finds (null: of all), newest first, at `offset` of their total order, and how many there
 * are. For an API that counts pages, as listByOffset: a page costs more the deeper it lies.
 */
export const listHistory = async (
  database: Database,
  input: { filter: Filter | null; offset: number; limit: number },
): Promise<{ count: number; versions: HistoryVersion[] }> => {
  const [count, versions] = await Promise.all([
    countHistory(database, input.filter),
    readHistory(database, input),
  ]);
  return { count, versions };
};

const countHistory = async (database: Database, filter: Filter | null): Promise<number> => {
  const { rows } = await database.execute<{ count: string }>(sql`
    select (select count(*) from ${memories} where ${compileFilter(filter)})
      + (select count(*) from ${memoryVersions} join ${memories} on ${memories.id} = ${memoryVersions.memoryId}
        where ${compileFilter(filter)}) as count`);
  return Number(rows[0]?.count);
};

/**
 * In one statement: a deletion between two would show a change without its memory. Only changes are stored, so that the first
 * version of a memory is made of what its first change replaced.
 */
const readHistory = async (
  database: Database,
  { filter, offset, limit }: { filter: Filter | null; offset: number; limit: number },
): Promise<HistoryVersion[]> => {
  const reach = offset + limit;
  const found = compileFilter(filter);
  const page = sql`(
    select memory_id, version_id, at from (
      (select ${memories.id} as memory_id, null::bigint as version_id, ${memories.createdAt} as at
        from ${memories} where ${found} order by ${memories.createdAt} desc, ${memories.id} desc limit ${reach})
      union all
      (select ${memories.id}, ${memoryVersions.id}, ${memoryVersions.changedAt}
        from ${memoryVersions} join ${memories} on ${memories.id} = ${memoryVersions.memoryId} where ${found}
        order by ${memoryVersions.changedAt} desc, ${memoryVersions.id} desc limit ${reach})
    ) as entry order by at desc, version_id desc nulls last, memory_id desc limit ${limit} offset ${offset}
  ) as page`;
  const rows = await database
    .select({
      ...memoryColumns,
      change: {
        oldMemory: memoryVersions.oldMemory,
        newMemory: memoryVersions.newMemory,
        changedAt: memoryVersions.changedAt,
      },
      firstText: sql<string | null>`(select first.old_memory from ${memoryVersions} as first
        where first.memory_id = page.memory_id order by first.id limit 1)`,
      position: sql`(select count(*) from ${memoryVersions} as earlier
        where earlier.memory_id = page.memory_id and earlier.id <= page.version_id)`.mapWith(Number),
    })
    .from(page)
    .innerJoin(memories, sql`${memories.id} = page.memory_id`)
    .leftJoin(memoryVersions, sql`${memoryVersions.id} = page.version_id`)
    .orderBy(sql`page.at desc, page.version_id desc nulls last, page.memory_id desc`);
  return rows.map(({ change, firstText, position, ...row }) => {
    const memory = memoryFrom(row);
    const version: MemoryVersion =
      change === null
        ? {
            event: "ADD",
            oldMemory: null,
            newMemory: firstText ?? memory.memory,
            changedAt: memory.createdAt,
          }
        : { event: "UPDATE", ...change, changedAt: change.changedAt.toISOString() };
    return { memory, version, position };
  });
};
