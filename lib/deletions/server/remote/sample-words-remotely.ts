import { and, eq, or } from "drizzle-orm";
import type { Database } from "@/lib/database/server/database";
import { memoryIdSchema } from "@/lib/memories/memory-id-schema";
import { isInReach } from "@/lib/stores/remote/in-reach";
import type { RemoteStore } from "@/lib/stores/types";
import { longestWords, sampledSeqs } from "@/lib/text/longest-words";
import { deletionItems } from "@/drizzle/schema/deletions";
import type { SampleInput } from "../deleter";
import { itemId } from "../record/item-id";
import { itemsBetween } from "../record/items-between";

/** Words of a few of the frozen memories, read before they are deleted. */
export const sampleWordsRemotely = async (
  database: Database,
  store: RemoteStore,
  input: SampleInput,
): Promise<string[][]> => {
  const items = await database
    .select({ memoryId: itemId })
    .from(deletionItems)
    .where(
      and(
        eq(deletionItems.deletionId, input.deletionId),
        or(...sampledSeqs(input).map((seq) => itemsBetween({ fromSeq: seq, toSeq: seq }))),
      ),
    );
  const ids = items.map(({ memoryId }) => memoryIdSchema.parse(memoryId));
  const found = ids.length === 0 ? null : await store.findMany({ ids, signal: input.signal });
  return (found?.memories ?? [])
    .filter((memory) => isInReach(memory, input))
    .map(({ memory }) => longestWords(memory))
    .filter((words) => words.length > 0);
};
