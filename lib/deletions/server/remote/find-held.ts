import type { Database } from "@/lib/database/server/database";
import { readHolds } from "@/lib/holds/server/read-holds";
import type { HoldId } from "@/lib/holds/types";
import type { Memory, MemoryId } from "@/lib/memories/types";
import { isHeld } from "@/lib/stores/remote/is-held";
import { storeIdSchema } from "@/lib/stores/store-id-schema";

/** A memory that is there; of one that is listed and cannot be read, no more than that. */
export type Present = { id: MemoryId; memory: Memory | null };

export type HeldFound = { ids: ReadonlySet<MemoryId>; by: HoldId[] };

/**
 * Those that a hold covers, in force or of the preview: they are left. One that cannot be read may be covered by any. The batch in
 * hand has the lock that placing a hold waits for. What others delete there meanwhile cannot be held.
 */
export const findHeld = async (
  database: Database,
  row: { storeId: string; heldBy: readonly string[] },
  found: readonly Present[],
): Promise<HeldFound> => {
  const holds = await readHolds(database, { storeId: storeIdSchema.parse(row.storeId), also: row.heldBy });
  const ids = new Set<MemoryId>();
  const by = new Set<HoldId>();
  for (const { id, memory } of found)
    for (const hold of holds)
      if (memory === null || isHeld([hold.filter], memory)) {
        ids.add(id);
        by.add(hold.id);
      }
  return { ids, by: [...by] };
};
