import type { Database } from "@/lib/database/server/database";
import { databaseErrorFrom } from "@/lib/database/server/database-error";

/**
 * Frees the space of deleted memories and renews what the planner knows, without keeping anybody waiting. Until then the
 * deleted texts stay in the table's pages, and counts stay slow. "index_cleanup on": when few memories were deleted,
 * Postgres would leave their trigrams in the text index.
 */
export const settleMemories = async (database: Database): Promise<void> => {
  const client = await database.$client.connect().catch((error: unknown) => {
    throw databaseErrorFrom(error);
  });
  let isClean = false;
  try {
    // Minutes on a large store, and cut off it has done nothing.
    await client.query("set statement_timeout = 0");
    await client.query("vacuum (analyze, index_cleanup on) memories, memory_versions");
    await client.query("reset statement_timeout");
    isClean = true;
  } catch (error) {
    throw databaseErrorFrom(error);
  } finally {
    client.release(!isClean);
  }
};
