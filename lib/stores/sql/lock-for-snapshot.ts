import { sql } from "drizzle-orm";
import type { NodePgDatabase } from "drizzle-orm/node-postgres";

/**
 * First in a transaction that keeps to one snapshot of the memories (repeatable read), before it takes that: a clean of the files puts a copy
 * in a table's place, whose rows an earlier snapshot does not see (lib/cleaning/server/rewrite/swap-copy.ts). With it the clean waits.
 */
export const lockForSnapshot = async (transaction: Pick<NodePgDatabase, "execute">): Promise<void> => {
  await transaction.execute(sql`lock table memories, memory_versions in access share mode`);
};
