import { and, eq, inArray, isNull } from "drizzle-orm";
import type { Context } from "@/lib/access/context";
import type { Database, Transaction } from "@/lib/database/server/database";
import type { DeletionId } from "@/lib/deletions/deletion-id";
import type { MemoryId } from "@/lib/memories/types";
import { deletions } from "@/drizzle/schema/deletions";
import type { LeasedDeletion } from "../run/lease";

/** One request of a group: who asks to have which memory of the built-in store deleted. */
export type Member = { ctx: Context; memoryId: MemoryId };

/** A group at work holds the leases of all its deletions by one owner. */
export type GroupLease = { owner: string; seconds: number };

/**
 * Of some deletions those that are still this group's, locked until the transaction ends, in the order of `ids`. Pausing or
 * cancelling one takes its lease away.
 */
export const lockGroup = async (
  transaction: Transaction,
  { owner }: GroupLease,
  ids: readonly DeletionId[],
): Promise<(LeasedDeletion & { id: DeletionId })[]> => {
  const rows = await transaction
    .select()
    .from(deletions)
    .where(
      and(
        inArray(deletions.id, [...ids]),
        eq(deletions.leaseOwner, owner),
        inArray(deletions.status, ["running", "verifying"]),
      ),
    )
    .orderBy(deletions.id)
    .for("update");
  const byId = new Map(rows.map((row) => [row.id, row]));
  return ids.flatMap((id) => {
    const row = byId.get(id);
    return row === undefined ? [] : [{ ...row, id }];
  });
};

/** Gives what has not ended of a group to the runners: each is then run by itself. */
export const releaseGroup = async (database: Database, { owner }: GroupLease): Promise<void> => {
  await database
    .update(deletions)
    .set({ leaseOwner: null, leaseExpiresAt: null })
    .where(and(eq(deletions.leaseOwner, owner), isNull(deletions.finishedAt)));
};
