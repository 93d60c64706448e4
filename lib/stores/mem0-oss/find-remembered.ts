import { inParallel } from "@/lib/async/in-parallel";
import { someOf } from "@/lib/stores/remote/some-of";
import { StoreError } from "@/lib/errors/store-error";
import type { MemoryId } from "@/lib/memories/types";
import type { OssSettings } from "@/lib/stores/store-settings";
import type { RemoteBatch } from "@/lib/stores/types";
import type { OssClient } from "./client";
import { openHistoryFile } from "./history-file";
import { requestsAtOnce } from "./listed-store";

const askedAgainMax = 5;

type FindRemembered = (batch: RemoteBatch) => Promise<ReadonlySet<MemoryId>>;

/**
 * Which memories the server's history has a text of: it writes each erased one there, and answers it to every key. Read in its
 * file where that can be reached, which takes milliseconds where a request each takes the server as long as to delete them.
 */
export const historyOf = (client: OssClient, { historyDbPath }: OssSettings): FindRemembered => {
  const askEach: FindRemembered = async ({ ids, signal }) => {
    const remembered = await inParallel(ids, requestsAtOnce, async (id) => {
      const steps = await client.getHistory(id, signal);
      return steps.some(({ old_memory, new_memory }) => (old_memory ?? "") + (new_memory ?? "") !== "")
        ? [id]
        : [];
    });
    return new Set(remembered.flat());
  };
  if (historyDbPath === null) return askEach;
  return async (batch) => {
    const found = await readFile(historyDbPath, batch.ids).catch(ignoreFault);
    if (found === null) return askEach(batch);
    // The file of another server, or a copy of it, knows nothing of them: the server is asked for a few.
    const forgotten = batch.ids.filter((id) => !found.has(id));
    const known = await askEach({ ...batch, ids: someOf(forgotten, askedAgainMax) });
    return known.size === 0 ? found : askEach(batch);
  };
};

const readFile = async (path: string, ids: readonly MemoryId[]): Promise<ReadonlySet<MemoryId>> => {
  const file = await openHistoryFile(path);
  try {
    const found = await file.rememberedAmong(new Set(ids.map((id) => id.toLowerCase())));
    return new Set(ids.filter((id) => found.has(id.toLowerCase())));
  } finally {
    file.close();
  }
};

const ignoreFault = (error: unknown): null => {
  if (error instanceof StoreError) return null;
  throw error;
};
