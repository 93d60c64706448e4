import { sql } from "drizzle-orm";
import type { Database } from "@/lib/database/server/database";
import { memoryIdSchema, type MemoryId } from "@/lib/memories/types";
import { memories } from "@/drizzle/schema/memories";

/**
 * The memories that this one superseded, and those that they superseded: how many there are, and at most `limit` of them.
 * Deleting the newest alone lets them resurface. A chain that closes on itself ends where it began.
 */
export const listSuperseded = async (
  database: Database,
  id: MemoryId,
  limit: number,
): Promise<{ count: number; ids: MemoryId[] }> => {
  // `union` leaves out what was found before, which is what ends a closed chain.
  const { rows } = await database.execute<{ id: string; count: number }>(sql`
    with recursive chain as (
      select ${memories.id} from ${memories} where ${memories.supersededBy} = ${id}::uuid
      union
      select older.id from ${memories} as older join chain on older.superseded_by = chain.id
    )
    select id, (count(*) over ())::integer as count from chain where id <> ${id}::uuid order by id limit ${limit}`);
  return { count: rows[0]?.count ?? 0, ids: rows.map((row) => memoryIdSchema.parse(row.id)) };
};
