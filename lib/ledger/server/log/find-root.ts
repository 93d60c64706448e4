import type { Queryable } from "@/lib/database/server/database";
import type { Hash } from "@/lib/ledger/log/hash";
import { fold, placesOf } from "@/lib/ledger/log/tree";
import { readHashes, storedSize } from "./stored-tiles";

/** The root over the first `size` events; null when the stored tree has not that many, or is being made anew. */
export const findRoot = async (database: Queryable, size: number): Promise<Hash | null> => {
  if ((await storedSize(database)) < size) return null;
  const places = placesOf(0, size);
  try {
    return fold(places, await readHashes(database, places));
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
};
