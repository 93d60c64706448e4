import { parseExact } from "@/lib/json/parse-exact";
import { writeExact } from "@/lib/json/write-exact";
import type { Memory } from "@/lib/memories/types";
import { StoreError } from "@/lib/errors/store-error";
import type { MemoryExport, OpenExportInput, RemoteStore } from "@/lib/stores/types";
import { unknownInstant } from "@/lib/instants/unknown-instant";
import { tallyUnreadable } from "@/lib/memories/unreadable";
import { readSelected } from "./preview-by-walking";

/**
 * All that a selection takes, read twice: once to count and once to hand out. A remote store has no snapshot, so that the
 * second reading must find as many as the first, or ends with StoreError `moving`: such an export is not complete.
 */
export const exportByWalking = async (
  store: Pick<RemoteStore, "walk" | "findMany">,
  { selection, cutoffAt, signal }: OpenExportInput,
): Promise<MemoryExport> => {
  const closing = new AbortController();
  const either = AbortSignal.any([closing.signal, ...(signal === undefined ? [] : [signal])]);
  const unreadable = tallyUnreadable();
  let count = 0;
  for await (const _memory of readSelected(store, selection, cutoffAt, either, unreadable.add)) count++;
  const again = readSelected(store, selection, cutoffAt, either, () => undefined);
  return {
    count,
    unreadableCount: unreadable.done()?.count ?? 0,
    lines: linesOf(again, count),
    close: () => Promise.resolve(closing.abort()),
  };
};

async function* linesOf(selected: AsyncIterable<Memory>, count: number): AsyncGenerator<string> {
  let read = 0;
  for await (const memory of selected) {
    if (++read > count) throw new StoreError("moving");
    yield writeExact(named(memory));
  }
  if (read < count) throw new StoreError("moving");
}

/** In the names of Mem0's API, as the built-in store exports them. */
const named = (memory: Memory) => ({
  id: memory.id,
  memory: memory.memory,
  user_id: memory.userId,
  agent_id: memory.agentId,
  app_id: memory.appId,
  run_id: memory.runId,
  metadata: parseExact(memory.metadata),
  categories: memory.categories,
  immutable: memory.immutable,
  expiration_date: memory.expirationDate,
  replaced_by: memory.supersededBy,
  created_at: known(memory.createdAt),
  updated_at: known(memory.updatedAt),
});

const known = (at: string): string | null => (at === unknownInstant ? null : at);
