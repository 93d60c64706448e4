import { and, inArray } from "drizzle-orm";
import type { PgUpdateSetSource } from "drizzle-orm/pg-core";
import type { Transaction } from "@/lib/database/server/database";
import { canBecome, type DeletionStatus } from "@/lib/deletions/status";
import { deletions } from "@/drizzle/schema/deletions";

type Changes = Partial<
  Pick<
    PgUpdateSetSource<typeof deletions>,
    | "startedAt"
    | "finishedAt"
    | "errorCode"
    | "leaseOwner"
    | "leaseExpiresAt"
    | "reviewAt"
    | "rescanAt"
    | "cursorSeq"
    | "deletedCount"
    | "absentCount"
    | "changedCount"
    | "heldCount"
    | "heldBy"
  >
>;
type Subject = { id: string; status: DeletionStatus };

/**
 * The one place where a deletion's status changes. The caller holds the row's lock, and `deletion` is what it read under
 * it. Throws when the change is not one that status.ts allows.
 */
export const changeStatus = (
  transaction: Transaction,
  deletion: Subject,
  to: DeletionStatus,
  changes: Changes,
): Promise<void> => changeStatuses(transaction, [deletion], to, changes);

/** The same of several deletions, that all change alike. */
export const changeStatuses = async (
  transaction: Transaction,
  subjects: readonly Subject[],
  to: DeletionStatus,
  changes: Changes,
): Promise<void> => {
  if (subjects.length === 0) return;
  for (const { status } of subjects) {
    if (!canBecome(status, to)) throw new Error(`A deletion that is ${status} cannot become ${to}.`);
  }
  const columnOf = <Name extends keyof Subject>(name: Name) => [
    ...new Set(subjects.map((each) => each[name])),
  ];
  const { rowCount } = await transaction
    .update(deletions)
    .set({ ...changes, status: to })
    .where(and(inArray(deletions.id, columnOf("id")), inArray(deletions.status, columnOf("status"))));
  if (rowCount !== subjects.length)
    throw new Error("A deletion's status changed although its row was locked.");
};
