import type { Database } from "@/lib/database/server/database";
import { copiesFrom, copiesNotLookedFor, type Copies } from "@/lib/deletions/copies";
import type { MemoryId } from "@/lib/memories/types";
import { StoreError } from "@/lib/errors/store-error";
import type { MemoryStore } from "@/lib/stores/types";
import type { deletions } from "@/drizzle/schema/deletions";
import { residueInputOf } from "./residue-input";
import { copiesOf } from "../record/row-json";

/**
 * Looks for what a store keeps elsewhere of a deletion, to be noted in its row; null for a store that has no such place.
 * `remembered` is what its history was just found to tell of. Where the store cannot be asked what was known before stays, and
 * where nothing was, that it was not looked for.
 */
export const lookForCopies = async (
  { database, store }: { database: Database; store: MemoryStore },
  row: typeof deletions.$inferSelect,
  { remembered, at }: { remembered: ReadonlySet<MemoryId> | null; at: Date },
): Promise<Copies | null> => {
  if (store.deletes !== "remotely" || store.residue === undefined) return null;
  const before = copiesOf(row);
  const input = await residueInputOf(database, row, store.residue.places);
  // A profile can be there without a memory.
  const isProfileNamed = store.residue.readProfile !== undefined && input.users.length > 0;
  if (input.ids.size === 0 && !isProfileNamed) return before;
  try {
    const lines = await store.residue.find(remembered === null ? input : { ...input, remembered });
    return copiesFrom(lines, at, before);
  } catch (error) {
    if (error instanceof StoreError || input.signal.aborted)
      return copiesNotLookedFor(at, before, store.residue.places);
    throw error;
  }
};
