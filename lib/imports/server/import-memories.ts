import type { Context } from "@/lib/access/context";
import { ExpectedError } from "@/lib/errors/expected-error";
import { openFile } from "@/lib/imports/read-file";
import { readPart } from "@/lib/imports/part";
import type { Piece } from "@/lib/imports/piece";
import { UnreadableFile } from "@/lib/imports/unreadable-file";
import type { ImportResult } from "@/lib/imports/types";
import type { ImportInput } from "./import-input";
import { can } from "@/lib/access/types";
import { settleMemories } from "@/lib/stores/builtin/settle-memories";
import { BatchWriter } from "./batch-writer";
import { ImportRun } from "./import-run";
import { readSource, SourceCut } from "./read-source";

/** From this many new memories on, the statistics are updated at once instead of waiting for autovacuum. */
const settleCountMin = 10_000;

/**
 * Adds the memories of a file to the built-in store, in constant memory, and leaves a ledger event with the counts. Bad lines
 * are reported and do not stop the good ones; ids that are there already stay as they are. An import that is aborted, or whose
 * source breaks off or cannot be read on, keeps what it has added and says so in `end`. Needs `memories:import`: throws
 * not_permitted; not_found when the import to go on with is another actor's; an UnreadableFile when nothing of the file can be
 * read at all; and a DatabaseError when the database fails (batches written before remain, and the ledger records them).
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
    return await run.finish(await takeAll(run, input));
  } catch (error) {
    // Tried even though the database has just failed. The first error is the one reported.
    await run.abandon().catch(() => undefined);
    throw error;
  } finally {
    writer.close();
  }
};

const takeAll = async (
  run: ImportRun,
  input: ImportInput,
): Promise<Pick<ImportResult, "end" | "problem">> => {
  try {
    const bytes = counted(readSource(input.source, input.signal), run.counts);
    for await (const pieces of await piecesOf(bytes, input)) await run.take(pieces);
    return { end: "complete", problem: null };
  } catch (error) {
    if (error instanceof SourceCut) return { end: error.end, problem: null };
    // What could be read of it stays.
    if (error instanceof UnreadableFile && run.counts.lineCount > 0)
      return { end: "unreadable", problem: error.message };
    throw error;
  }
};

const piecesOf = async (
  bytes: AsyncIterable<Uint8Array>,
  { part, onOpen }: ImportInput,
): Promise<AsyncIterable<Piece[]>> => {
  if (part !== undefined) return readPart(bytes);
  const { pieces, report } = await openFile(bytes);
  onOpen?.(report);
  return pieces;
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
