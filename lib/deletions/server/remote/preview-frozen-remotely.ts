import { and, asc, eq } from "drizzle-orm";
import type { Database } from "@/lib/database/server/database";
import type { FrozenSelection } from "@/lib/deletions/frozen-selection";
import { heldByEach } from "@/lib/holds/server/held-by-each";
import { memoryIdSchema } from "@/lib/memories/memory-id-schema";
import { isInReach } from "@/lib/stores/remote/in-reach";
import { summaryOf, tallyHeld } from "@/lib/stores/remote/preview-by-walking";
import type { RemoteStore } from "@/lib/stores/types";
import { deletionItems } from "@/drizzle/schema/deletions";
import type { FrozenInput } from "../deleter";
import { itemId } from "../record/item-id";
import { itemsBetween } from "../record/items-between";
import { judgePreviewed, type Judged } from "./judge-previewed";

/** A store elsewhere is asked memory by memory: of a large selection the first ones have to do. */
const examinedMax = 200;

/** The same of a remote store, of as many memories as can be read while a person waits. What is near is not looked for. */
export const previewFrozenRemotely = async (
  database: Database,
  store: RemoteStore,
  { deletionId, selection, itemCount, cutoffAt, bond, previewId, holds, secret }: FrozenInput,
): Promise<FrozenSelection> => {
  const items = await database
    .select({ id: itemId })
    .from(deletionItems)
    .where(and(eq(deletionItems.deletionId, deletionId), itemsBetween({ fromSeq: 1, toSeq: examinedMax })))
    .orderBy(asc(deletionItems.seq));
  const ids = items.map(({ id }) => memoryIdSchema.parse(id));
  const { signal } = new AbortController();
  const found = ids.length === 0 ? null : await store.findMany({ ids, signal });
  const memories = [...new Map(found?.memories.map((memory) => [memory.id, memory])).values()].filter(
    (memory) => isInReach(memory, { selection, cutoffAt }),
  );
  const unreadableCount = new Set(found?.unreadable.map(({ id }) => id)).size;
  const isBound = bond === "unchanged" && previewId !== null;
  // What was stored between preview and request has not changed; what the preview did not have is left all the same if it binds.
  const isChanged = ({ state }: Judged) => state === "changed" || (isBound && state === "new");
  const judged = previewId === null ? null : await judgePreviewed(database, secret, previewId, memories);
  const changedIds = new Set(judged?.filter(isChanged).map(({ id }) => id));
  const summary = summaryOf(cutoffAt.toISOString().slice(0, 10));
  const tally = tallyHeld(holds.map(({ filter }) => filter));
  for (const memory of memories)
    if (!(isBound && changedIds.has(memory.id)) && !tally.keeps(memory)) summary.add(memory);
  const { count: _count, oldestAt: _oldestAt, newestAt: _newestAt, ...summed } = summary.done();
  return {
    ...summed,
    frozenCount: itemCount,
    examinedCount: ids.length,
    goneCount: ids.length - memories.length - unreadableCount,
    changedCount: judged === null ? null : changedIds.size,
    takesChanged: !isBound,
    heldCount: tally.counts.count,
    heldBy: heldByEach(holds, tally.counts.each),
    near: { kind: "not_asked" },
  };
};
