import { and, asc, eq, sql } from "drizzle-orm";
import type { Database } from "@/lib/database/server/database";
import { type ItemOutcome } from "@/lib/deletions/types";
import { batchSizeMax } from "@/lib/stores/selection";
import type { MemoryId } from "@/lib/memories/types";
import { memoryIdSchema } from "@/lib/memories/memory-id-schema";
import { deletionItems } from "@/drizzle/schema/deletions";
import { itemId } from "../record/item-id";
import { itemsBetween } from "../record/items-between";

/** `isGone`: believed to be, as it neither failed nor was kept. `isKept`: never reached. */
export type FrozenItem = { id: MemoryId; isGone: boolean; isKept: boolean };

type Range = { database: Database; deletionId: string; cursorSeq: number };

/** Every item of a deletion in parts of at most `batchSizeMax`, those that it came to before those that it never reached. */
export async function* frozenItems({ database, deletionId, cursorSeq }: Range): AsyncGenerator<FrozenItem[]> {
  for (let fromSeq = 1; ;) {
    // A part is of one side of the cursor.
    const partEnd = fromSeq + batchSizeMax - 1;
    const toSeq = fromSeq <= cursorSeq ? Math.min(partEnd, cursorSeq) : partEnd;
    const items = await database
      .select({ seq: deletionItems.seq, memoryId: itemId, outcome: deletionItems.outcome })
      .from(deletionItems)
      .where(and(eq(deletionItems.deletionId, deletionId), itemsBetween({ fromSeq, toSeq })))
      .orderBy(asc(deletionItems.seq));
    if (items.length === 0) return;
    yield items.map((item) => frozenItem(item, cursorSeq));
    fromSeq = toSeq + 1;
  }
}

/** Which of these ids are items of a deletion, and whether each is believed to be gone. */
export const itemsAmong = async (
  { database, deletionId, cursorSeq }: Range,
  ids: readonly MemoryId[],
): Promise<Map<string, FrozenItem>> => {
  if (ids.length === 0) return new Map();
  const items = await database
    .select({ seq: deletionItems.seq, memoryId: itemId, outcome: deletionItems.outcome })
    .from(deletionItems)
    .where(
      and(eq(deletionItems.deletionId, deletionId), sql`${itemId} = any(${sql.param([...ids])}::text[])`),
    );
  return new Map(items.map((item) => [item.memoryId, frozenItem(item, cursorSeq)]));
};

const frozenItem = (
  { seq, memoryId, outcome }: { seq: number; memoryId: string; outcome: ItemOutcome | null },
  cursorSeq: number,
): FrozenItem => ({
  id: memoryIdSchema.parse(memoryId),
  isGone: seq <= cursorSeq && outcome !== "failed" && outcome !== "kept",
  isKept: seq > cursorSeq,
});
