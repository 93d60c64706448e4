import { sql, type SQL } from "drizzle-orm";
import { askEach } from "@/lib/database/server/ask-each";
import type { Database } from "@/lib/database/server/database";
import { longestWords, sampledSeqs } from "@/lib/text/longest-words";
import type { SampleWordsInput } from "../deleter";
import { itemsBetween } from "../record/items-between";
import { deletionItems } from "@/drizzle/schema/deletions";
import { memories } from "@/drizzle/schema/memories";

/**
 * The longest words of a few texts, spread evenly over the items; of each deletion that is asked for. Texts without such
 * words are left out.
 */
export const sampleWords = async (
  database: Database,
  inputs: readonly SampleWordsInput[],
): Promise<string[][][]> => {
  const samples = await askEach<{ memory: string }>(database, inputs.map(sampleQuery));
  return samples.map((rows) =>
    rows.map(({ memory }) => longestWords(memory)).filter((words) => words.length > 0),
  );
};

const sampleQuery = (input: SampleWordsInput): SQL => sql`
    select memory.memory from ${memories} as memory
    where memory.id = any(array(
        select item.memory_id from ${deletionItems} as item
        where item.deletion_id = ${input.deletionId}::uuid and (${sampled(input)})))
      and memory.stored_at <= ${input.cutoffAt.toISOString()}::timestamptz`;

const sampled = (input: SampleWordsInput): SQL =>
  sql.join(
    sampledSeqs(input).map((seq) => itemsBetween({ fromSeq: seq, toSeq: seq }, sql`item`)),
    sql` or `,
  );
