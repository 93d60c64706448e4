import { sql } from "drizzle-orm";
import type { Database } from "@/lib/database/server/database";
import type { MemoryId } from "@/lib/memories/types";
import { memoryIdSchema } from "@/lib/memories/memory-id-schema";
import { memories } from "@/drizzle/schema/memories";
import { uuidsOf } from "../sql/sql-values";

/**
 * The memories that this one superseded, and those that they superseded: how many there are, and at most `limit` of them.
 * Deleting the newest alone lets them resurface. A chain that closes on itself ends where it began. Step by step, and not
 * by a recursive statement, which the nodes of a cluster cannot answer together.
 */
export const listSuperseded = async (
  database: Database,
  id: MemoryId,
  limit: number,
): Promise<{ count: number; ids: MemoryId[] }> => {
  const found = new Set<MemoryId>([id]);
  for (let newest: MemoryId[] = [id]; newest.length > 0;) {
    const { rows } = await database.execute<{ id: string }>(
      sql`select ${memories.id} as id from ${memories} where ${memories.supersededBy} = any(${uuidsOf(newest)})`,
    );
    newest = rows.map((row) => memoryIdSchema.parse(row.id)).filter((older) => !found.has(older));
    for (const older of newest) found.add(older);
  }
  found.delete(id);
  return { count: found.size, ids: [...found].sort().slice(0, limit) };
};
