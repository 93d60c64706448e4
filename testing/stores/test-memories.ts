import { randomUUID } from "node:crypto";
import type { Database } from "@/lib/database/server/database";
import { memoryIdSchema, type MemoryId } from "@/lib/memories/types";
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

/** For tests: numbers from 0 up to 1 that are the same in every run (mulberry32). */
export const seededRandom = (seed: number): (() => number) => {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
};
