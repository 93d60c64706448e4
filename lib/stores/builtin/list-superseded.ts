import { sql } from "drizzle-orm";
import type { Database } from "@/lib/database/server/database";
import { memoryIdSchema, type MemoryId } from "@/lib/memories/types";
import { memories } from "@/drizzle/schema/memories";

/**
 * The memories that this one superseded, and those that they superseded, at most `limit`, nearest first. Deleting the newest
 * alone lets them resurface. A chain that closes on itself ends where it began.
 */
export const listSuperseded = async (
  database: Database,
  id: MemoryId,
  limit: number,
): Promise<MemoryId[]> => {
  const { rows } = await database.execute<{ id: string }>(sql`
    with recursive chain as (
      select ${memories.id}, 1 as depth from ${memories} where ${memories.supersededBy} = ${id}::uuid
      union
      select older.id, chain.depth + 1 from ${memories} as older join chain on older.superseded_by = chain.id
      where chain.depth < ${limit}::integer
    )
    select id from chain where id <> ${id}::uuid group by id order by min(depth), id limit ${limit}`);
  return rows.map((row) => memoryIdSchema.parse(row.id));
};
