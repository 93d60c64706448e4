import { asc, eq, sql } from "drizzle-orm";
import type { Database } from "@/lib/database/server/database";
import type { MemoryId, MemoryVersion } from "@/lib/memories/types";
import { memories, memoryVersions } from "@/drizzle/schema/memories";
import { uuidsOf } from "../sql/sql-values";

/**
 * The history of a memory as Mem0 tells it (https://docs.mem0.ai, "Memory history"), oldest first. Only changes are
 * stored, so the first version is made of what the first change replaced.
 */
export const listVersions = async (database: Database, id: MemoryId): Promise<MemoryVersion[]> => {
  // One statement: a deletion between two would show a memory without its past, or a past without its memory.
  const rows = await database
    .select({
      memory: memories.memory,
      createdAt: memories.createdAt,
      change: {
        oldMemory: memoryVersions.oldMemory,
        newMemory: memoryVersions.newMemory,
        changedAt: memoryVersions.changedAt,
      },
    })
    .from(memories)
    .leftJoin(memoryVersions, eq(memoryVersions.memoryId, memories.id))
    .where(sql`${memories.id} = any(${uuidsOf([id])})`)
    .orderBy(asc(memoryVersions.id));

  const [first] = rows;
  if (first === undefined) return [];
  return [
    {
      event: "ADD",
      oldMemory: null,
      newMemory: first.change?.oldMemory ?? first.memory,
      changedAt: first.createdAt.toISOString(),
    },
    ...rows.flatMap(({ change }): MemoryVersion[] =>
      change === null ? [] : [{ event: "UPDATE", ...change, changedAt: change.changedAt.toISOString() }],
    ),
  ];
};
