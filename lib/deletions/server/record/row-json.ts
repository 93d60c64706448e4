import type { Copies } from "@/lib/deletions/copies";
import { copiesSchema } from "@/lib/deletions/copies-schema";
import { bondOf } from "@/lib/deletions/request/reach";
import type { StoredSelection } from "@/lib/deletions/types";
import type { Verification } from "@/lib/deletions/verification";
import { verificationSchema } from "@/lib/deletions/verification-schema";
import type { Reach } from "@/lib/stores/selection";

/** The selection as Lethe wrote it. Freezing parses it, and ends a deletion whose selection a hand in the database has spoilt. */
export const selectionOf = (row: { selection: unknown }): StoredSelection => row.selection as StoredSelection;

export const verificationOf = (row: { verification: unknown }): Verification | null =>
  verificationSchema.nullable().parse(row.verification);

export const copiesOf = (row: { copies: unknown }): Copies | null =>
  copiesSchema.nullable().parse(row.copies);

/** How far a deletion's row says that it reaches. */
export const reachOfDeletion = (row: {
  selection: unknown;
  cutoffAt: Date;
  previewId: string | null;
  snapshot: string | null;
}): Required<Reach> => ({
  cutoffAt: row.cutoffAt,
  bond: bondOf(selectionOf(row), row.previewId !== null),
  snapshot: row.snapshot,
});
