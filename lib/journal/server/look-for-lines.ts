import { journalReturned } from "@/drizzle/schema/journal";
import type { Database } from "@/lib/database/server/database";
import { memoryIdSchema } from "@/lib/memories/memory-id-schema";
import { batchSizeMax } from "@/lib/stores/selection";
import type { MetMemories, RemoteStore } from "@/lib/stores/types";
import { readJournal } from "./journal-file";
import { idDigestOf, parseLine, type JournalLine } from "./journal-line";

/** How many of the erased memories were looked for, so far. */
export type Looked = { lookedCount: number };

/** Of more, each of 32 characters, the rest is not looked for. */
const digestsMax = 200_000;

type Input = {
  database: Database;
  secret: string;
  file: string;
  store: Pick<RemoteStore, "findMany" | "walk">;
  storeId: string;
  signal: AbortSignal;
};

/**
 * Looks in a store for what these deletions erased there, as the journal's lines say, and keeps the ids of what it meets. Only of lines
 * that were written when the store was at this address (`fingerprint`): the ids of another one are not looked for in it. An id is random,
 * so whatever has it is what was erased, whenever it was put back. Throws StoreError, what the signal was aborted with, and the system's
 * error for the file.
 */
export const lookForLines = async (
  input: Input,
  wanted: { deletionIds: ReadonlySet<string>; fingerprint: string },
  looked: Looked,
): Promise<void> => {
  const { store, secret, storeId, signal } = input;
  const digests = new Set<string>();
  let ids: string[] = [];
  const lookUp = async () => {
    signal.throwIfAborted();
    await note(input, await store.findMany({ ids: ids.map((id) => memoryIdSchema.parse(id)), signal }));
    looked.lookedCount += ids.length;
    ids = [];
  };
  for await (const line of linesToLookFor(input, wanted)) {
    for (const id of line.ids) {
      ids.push(id);
      if (ids.length >= batchSizeMax) await lookUp();
    }
    for (const digest of line.idDigests) if (digests.size < digestsMax) digests.add(digest);
  }
  if (ids.length > 0) await lookUp();
  if (digests.size === 0) return;
  const isErased = ({ id }: { id: string | null }) =>
    id !== null && digests.has(idDigestOf(secret, storeId, id));
  for await (const { memories, unreadable } of store.walk({ filter: null, signal })) {
    await note(input, { memories: memories.filter(isErased), unreadable: unreadable.filter(isErased) });
  }
  looked.lookedCount += digests.size;
};

/** Each once, also where it was written twice. */
async function* linesToLookFor(
  { file, secret, storeId }: Input,
  { deletionIds, fingerprint }: { deletionIds: ReadonlySet<string>; fingerprint: string },
): AsyncGenerator<JournalLine> {
  const seen = new Set<string>();
  for await (const text of readJournal(file)) {
    const read = parseLine(secret, text);
    if (read.outcome !== "read") continue;
    const { line } = read;
    if (line.storeId !== storeId || line.store !== fingerprint || !deletionIds.has(line.deletionId)) continue;
    const name = `${line.deletionId} ${line.fromSeq} ${line.toSeq}`;
    if (seen.has(name)) continue;
    seen.add(name);
    yield line;
  }
}

const note = async ({ database, storeId }: Input, { memories, unreadable }: MetMemories): Promise<void> => {
  const met = [...memories, ...unreadable].flatMap(({ id }) =>
    id === null ? [] : [{ storeId, memoryId: id }],
  );
  if (met.length > 0) await database.insert(journalReturned).values(met).onConflictDoNothing();
};
