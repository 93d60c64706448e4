import { sql } from "drizzle-orm";
import type { Database } from "@/lib/database/server/database";
import type { SampleWordsInput } from "@/lib/stores/types";
import { deletionItems } from "@/drizzle/schema/deletions";
import { memories } from "@/drizzle/schema/memories";

const textCountMax = 5;
const wordCountMax = 4;
// Shorter ones have too few trigrams for the text index.
const wordLengthMin = 4;
const wordLengthMax = 64;

/** The longest words of a few texts, spread evenly over the items. Texts without such words are left out. */
export const sampleWords = async (
  database: Database,
  { deletionId, afterSeq, toSeq, cutoffAt }: SampleWordsInput,
): Promise<string[][]> => {
  const itemCount = toSeq - afterSeq;
  const length = Math.min(textCountMax, itemCount);
  const seqs = Array.from({ length }, (_, index) => afterSeq + 1 + Math.floor((index * itemCount) / length));
  const { rows } = await database.execute<{ memory: string }>(sql`
    select memory.memory from ${deletionItems} as item join ${memories} as memory on memory.id = item.memory_id
    where item.deletion_id = ${deletionId}::uuid and item.seq = any(${sql.param(seqs)}::integer[])
      and memory.stored_at <= ${cutoffAt.toISOString()}::timestamptz`);
  return rows.map(({ memory }) => longestWords(memory)).filter((words) => words.length > 0);
};

const longestWords = (text: string): string[] => {
  const words = new Set(text.match(/[\p{L}\p{N}]+/gu) ?? []);
  return [...words]
    .filter((word) => word.length >= wordLengthMin && word.length <= wordLengthMax)
    .sort((a, b) => b.length - a.length)
    .slice(0, wordCountMax);
};
