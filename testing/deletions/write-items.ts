import { eq, sql } from "drizzle-orm";
import type { Database } from "@/lib/database/server/database";
import { packItems } from "@/lib/deletions/server/record/pack-items";
import { deletionBatches, deletionExceptions } from "@/drizzle/schema/deletions";

// For tests: what a hand in the database does to the items of a deletion.

/** Gives a deletion of the built-in store these items, in this order. */
export const insertItems = (
  database: Database,
  deletionId: string,
  memoryIds: readonly string[],
): Promise<number> =>
  database.transaction((transaction) =>
    packItems(
      transaction,
      sql`select ${deletionId}::uuid as deletion_id, seq::integer, memory_id
        from unnest(${sql.param([...memoryIds])}::uuid[]) with ordinality as each (memory_id, seq)`,
      ["memory_id"],
    ),
  );

export const removeItems = async (database: Database, deletionId: string): Promise<void> => {
  await forgetOutcomes(database, deletionId);
  await database.delete(deletionBatches).where(eq(deletionBatches.deletionId, deletionId));
};

/** As if none of the items had an outcome of its own. */
export const forgetOutcomes = async (database: Database, deletionId: string): Promise<void> => {
  await database.delete(deletionExceptions).where(eq(deletionExceptions.deletionId, deletionId));
};
