import { storedSelectionSchema } from "@/lib/deletions/request/schema";
import type { Selection } from "@/lib/deletions/types";

type Kept = Exclude<Selection, { kind: "listed" }>;

/**
 * What a row's filter selects, read back as carefully as it was taken in; null where it was erased, listed memories one by
 * one, or a hand in the database has spoilt it. Of an erased one the shape would be read as a filter of its own.
 */
export const keptSelectionOfRow = (row: {
  selection: unknown;
  selectionErasedAt: Date | null;
}): Kept | null => {
  if (row.selectionErasedAt !== null) return null;
  return storedSelectionSchema.safeParse(row.selection).data ?? null;
};
