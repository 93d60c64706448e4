import { copiesSchema, type Copies } from "@/lib/deletions/copies";
import type { StoredSelection } from "@/lib/deletions/types";
import { verificationSchema, type Verification } from "@/lib/deletions/verification";

/** The selection as Lethe wrote it. Freezing parses it, and ends a deletion whose selection a hand in the database has spoilt. */
export const selectionOf = (row: { selection: unknown }): StoredSelection => row.selection as StoredSelection;

export const verificationOf = (row: { verification: unknown }): Verification | null =>
  verificationSchema.nullable().parse(row.verification);

export const copiesOf = (row: { copies: unknown }): Copies | null =>
  copiesSchema.nullable().parse(row.copies);
