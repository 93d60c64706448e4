import { storedSelectionSchema } from "@/lib/deletions/schema";
import { matchingSelectionOf } from "@/lib/deletions/store-selection";
import { deletionIdSchema } from "@/lib/deletions/types";
import { verificationChecks, type Verification } from "@/lib/deletions/verification";
import type { MemoryStore } from "@/lib/stores/types";
import type { deletions } from "@/drizzle/schema/deletions";
import { faultCodeOf, storeFaultFrom } from "./store-fault";

type Row = Pick<typeof deletions.$inferSelect, "id" | "selection" | "cursorSeq" | "cutoffAt">;

/**
 * Looks in the store for what a deletion took. `words` are searched for, a list per text; empty when nobody remembers
 * any. A store that cannot answer has verified nothing: every check is then not_checked. Throws on an outage.
 */
export const readBack = async (
  store: MemoryStore,
  row: Row,
  words: readonly string[][],
  now: Date,
): Promise<Verification> => {
  const stored = storedSelectionSchema.safeParse(row.selection);
  const checks = await store
    .verify({
      deletionId: deletionIdSchema.parse(row.id),
      selection: stored.success ? matchingSelectionOf(stored.data) : null,
      cursorSeq: row.cursorSeq,
      cutoffAt: row.cutoffAt,
      words,
    })
    .catch((error: unknown) => {
      if (faultCodeOf(storeFaultFrom(error)) === null) throw error;
      return verificationChecks.map((check) => ({
        check,
        outcome: "not_checked" as const,
        checkedCount: null,
        residualCount: 0,
        otherCount: 0,
        durationMs: 0,
      }));
    });
  return { verifiedAt: now.toISOString(), checks };
};
