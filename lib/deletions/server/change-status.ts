import { and, eq } from "drizzle-orm";
import type { PgUpdateSetSource } from "drizzle-orm/pg-core";
import type { Transaction } from "@/lib/database/server/database";
import { canBecome, type DeletionStatus } from "@/lib/deletions/status";
import { deletions } from "@/drizzle/schema/deletions";

type Changes = Partial<
  Pick<
    PgUpdateSetSource<typeof deletions>,
    "startedAt" | "finishedAt" | "errorCode" | "leaseOwner" | "leaseExpiresAt" | "reviewAt"
  >
>;

/**
 * The one place where a deletion's status changes. The caller holds the row's lock, and `deletion` is what it read under
 * it. Throws when the change is not one that status.ts allows.
 */
export const changeStatus = async (
  transaction: Transaction,
  deletion: { id: string; status: DeletionStatus },
  to: DeletionStatus,
  changes: Changes,
): Promise<void> => {
  if (!canBecome(deletion.status, to)) {
    throw new Error(`A deletion that is ${deletion.status} cannot become ${to}.`);
  }
  const { rowCount } = await transaction
    .update(deletions)
    .set({ ...changes, status: to })
    .where(and(eq(deletions.id, deletion.id), eq(deletions.status, deletion.status)));
  if (rowCount !== 1) throw new Error("A deletion's status changed although its row was locked.");
};
