import { randomUUID } from "node:crypto";
import type { Database } from "@/lib/database/server/database";
import type { MemoryId } from "@/lib/memories/types";
import { memoryIdSchema } from "@/lib/memories/memory-id-schema";
import { memories } from "@/drizzle/schema/memories";

type NewMemory = typeof memories.$inferInsert;

/** For tests: stores memories and answers their ids. What is not given is plain. */
export const insertMemories = async (database: Database, rows: Partial<NewMemory>[]): Promise<MemoryId[]> => {
  const full = rows.map((row, position) => ({
    id: randomUUID(),
    memory: `Memory number ${position}`,
    userId: "maya",
    // Not changed since it was stored.
    ...(row.storedAt === undefined ? {} : { changedAt: row.storedAt }),
    ...row,
  }));
  // Node and Postgres cap the parameters of a statement.
  for (let start = 0; start < full.length; start += 2000) {
    await database.insert(memories).values(full.slice(start, start + 2000));
  }
  return full.map((row) => memoryIdSchema.parse(row.id));
};
