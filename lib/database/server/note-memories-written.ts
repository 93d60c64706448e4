import { sql } from "drizzle-orm";
import { memoryWrites } from "@/drizzle/schema/memory-writes";
import type { Transaction } from "./database";

/**
 * Last in a transaction that deletes, changes or imports memories: until a read replica has replayed it, lists are read from the
 * primary (`openReplica`), by every process. Takes a counter that no other transaction holds; with all of them held it waits.
 */
export const noteMemoriesWritten = async (transaction: Transaction): Promise<void> => {
  await transaction.execute(sql`
    with free as materialized (select slot from ${memoryWrites} for update skip locked limit 1)
    update ${memoryWrites} set write_count = write_count + 1
    where slot = coalesce((select slot from free), 0)`);
};
