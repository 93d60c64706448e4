import { bigint, pgTable, smallint } from "drizzle-orm/pg-core";

/**
 * How often memories were deleted, changed or imported: sixteen counters, of which a transaction raises one that no other holds, so
 * that none waits. They reach a read replica with what they count, which is how Lethe knows whether the replica has it.
 */
export const memoryWrites = pgTable("memory_writes", {
  slot: smallint("slot").primaryKey(),
  writeCount: bigint("write_count", { mode: "number" }).notNull().default(0),
});
