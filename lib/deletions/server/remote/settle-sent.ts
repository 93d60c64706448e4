import { and, eq, isNull } from "drizzle-orm";
import type { MemoryId } from "@/lib/memories/types";
import { memoryIdSchema } from "@/lib/memories/memory-id-schema";
import { isInReach } from "@/lib/stores/remote/in-reach";
import type { MetMemories, RemoteStore } from "@/lib/stores/types";
import { deletionItems, deletions } from "@/drizzle/schema/deletions";
import { itemId } from "../record/item-id";
import { itemsBetween } from "../record/items-between";
import { lockLeased } from "../run/lease";
import { type Effort, stopIfAsked } from "../run/effort";
import { abandonSent, type FoundAfterAll } from "./abandon-sent";
import { findHeld } from "./find-held";
import { selectionOf } from "../record/row-json";

/**
 * Ends a run whose store refuses every request: of the batch that was sent, or about to be, the books say what reading back
 * finds by any way that still works, and that it is unknown where none does. `errorCode` is why what is there was not deleted.
 */
export const settleSent = async (run: Effort, store: RemoteStore, errorCode: string): Promise<void> => {
  const found = await readBackSent(run, store, errorCode);
  stopIfAsked(run);
  await run.database.transaction(async (transaction) => {
    await abandonSent(transaction, await lockLeased(transaction, run.lease), found);
  });
};

const readBackSent = async (
  run: Effort,
  store: RemoteStore,
  errorCode: string,
): Promise<FoundAfterAll | null> => {
  const [row] = await run.database.select().from(deletions).where(eq(deletions.id, run.lease.deletionId));
  if (row === undefined || row.sentSeq <= row.cursorSeq) return null;
  const items = await run.database
    .select({ memoryId: itemId })
    .from(deletionItems)
    .where(
      and(
        eq(deletionItems.deletionId, row.id),
        itemsBetween({ fromSeq: row.cursorSeq + 1, toSeq: row.sentSeq }),
        isNull(deletionItems.outcome),
      ),
    );
  const ids = items.map(({ memoryId }) => memoryIdSchema.parse(memoryId));
  const found = await findByAnyWay(store, ids, run.signal);
  if (found === null) return null;
  const reach = { selection: selectionOf(row), cutoffAt: row.cutoffAt };
  const inReach = found.memories.filter((memory) => isInReach(memory, reach));
  const unreadableIds = found.unreadable.flatMap(({ id }) => id ?? []);
  // As its batch would have: what is listed and cannot be read may be covered by any hold.
  const unread = reach.selection.kind === "listed" ? unreadableIds.map((id) => ({ id, memory: null })) : [];
  const held = await findHeld(run.database, row, [
    ...inReach.map((memory) => ({ id: memory.id, memory })),
    ...unread,
  ]);
  const presentIds = [...inReach.map(({ id }) => id), ...unreadableIds].filter((id) => !held.ids.has(id));
  return { errorCode, presentIds, held };
};

/** Null when no way works; why is of no interest any more. */
const findByAnyWay = async (
  store: RemoteStore,
  ids: readonly MemoryId[],
  signal: AbortSignal,
): Promise<MetMemories | null> => {
  const batch = { ids, signal };
  return store.findMany(batch).catch(() => store.findSent?.(batch).catch(() => null) ?? null);
};
