import type { Context } from "@/lib/context";
import { ExpectedError } from "@/lib/errors/expected-error";
import { splitMemories } from "./split-memories";
import type { BadLine, ImportEnd, ImportProgress, ImportResult } from "@/lib/imports/types";
import { can } from "@/lib/members/types";
import { settleMemories } from "@/lib/stores/builtin/settle-memories";
import { BatchWriter } from "./batch-writer";
import { ImportRun } from "./import-run";
import { readSource, SourceCut } from "./read-source";

/** From this many on the planner is told of the new memories at once, and not when autovacuum comes round. */
const settleCountMin = 10_000;

export type ImportInput = {
  /** JSON Lines, a JSON array, or an answer of Mem0's list, in UTF-8. */
  source: AsyncIterable<Uint8Array>;
  /** Called after each batch of at most 5,000. */
  onProgress?: (progress: ImportProgress) => void;
  onBadLine?: (line: BadLine) => void;
  /** Ends the import after the batch under way. */
  signal?: AbortSignal;
};

/**
 * Adds the memories of a file to the built-in store, in constant memory, and leaves a ledger event with the counts. Bad
 * lines are reported and do not stop the good ones; ids that are there already stay as they are. An import that is
 * aborted, or whose source breaks off, keeps what it has added and says so in `end`. Needs `memories:import`: throws
 * not_permitted, and a DatabaseError when the database fails (batches written before remain, and the ledger tells of them).
 */
export const importMemories = async (ctx: Context, input: ImportInput): Promise<ImportResult> => {
  if (ctx.actor.kind !== "system" && !can(ctx.actor.role, "memories:import")) {
    throw new ExpectedError("not_permitted", "Importing memories needs the role admin.");
  }
  const result = await runImport(ctx, input);
  // The memories are in whether or not this succeeds; autovacuum makes up for it.
  if (result.addedCount >= settleCountMin) await settleMemories(ctx.database).catch(() => undefined);
  return result;
};

const runImport = async (ctx: Context, input: ImportInput): Promise<ImportResult> => {
  const writer = await BatchWriter.open(ctx.database.$client);
  const run = new ImportRun(ctx, writer, input);
  try {
    const end = await takeAll(run, input);
    return await run.finish(end);
  } catch (error) {
    // Tried even though the database has just failed; the error that is told is the first one.
    await run.abandon().catch(() => undefined);
    throw error;
  } finally {
    writer.close();
  }
};

const takeAll = async (run: ImportRun, { source, signal }: ImportInput): Promise<ImportEnd> => {
  try {
    for await (const pieces of splitMemories(counted(readSource(source, signal), run.counts))) {
      await run.take(pieces);
    }
    return "complete";
  } catch (error) {
    if (error instanceof SourceCut) return error.end;
    throw error;
  }
};

async function* counted(
  chunks: AsyncIterable<Uint8Array>,
  counts: { byteCount: number },
): AsyncGenerator<Uint8Array> {
  for await (const chunk of chunks) {
    counts.byteCount += chunk.length;
    yield chunk;
  }
}
