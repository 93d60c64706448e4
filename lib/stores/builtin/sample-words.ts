import { sql } from "drizzle-orm";
import type { Database } from "@/lib/database/server/database";
import { longestWords, sampledSeqs } from "@/lib/deletions/longest-words";
import type { SampleWordsInput } from "@/lib/stores/types";
import { deletionItems } from "@/drizzle/schema/deletions";
import { memories } from "@/drizzle/schema/memories";

/** The longest words of a few texts, spread evenly over the items. Texts without such words are left out. */
export const sampleWords = async (database: Database, input: SampleWordsInput): Promise<string[][]> => {
  const { rows } = await database.execute<{ memory: string }>(sql`
    select memory.memory from ${deletionItems} as item join ${memories} as memory on memory.id = item.memory_id
    where item.deletion_id = ${input.deletionId}::uuid and item.seq = any(${sql.param(sampledSeqs(input))}::integer[])
      and memory.stored_at <= ${input.cutoffAt.toISOString()}::timestamptz`);
  return rows.map(({ memory }) => longestWords(memory)).filter((words) => words.length > 0);
};
