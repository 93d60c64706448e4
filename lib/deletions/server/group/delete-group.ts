import { sql, type SQL } from "drizzle-orm";
import type { Database } from "@/lib/database/server/database";
import { isDistributed } from "@/lib/database/server/distribution/is-distributed";
import { noteMemoriesWritten } from "@/lib/database/server/note-memories-written";
import { isOutage } from "@/lib/database/server/database-error";
import type { DeletionId } from "@/lib/deletions/deletion-id";
import { arrayOf } from "@/lib/stores/sql/sql-values";
import { deletions } from "@/drizzle/schema/deletions";
import { deleteEach, type HeldEach } from "../builtin/delete-batch";
import { changeStatuses } from "../record/change-status";
import { secondsFromNow } from "../run/lease";
import { boundStatements } from "../run/effort";
import { stepSettings } from "@/lib/deletions/server/run/step-settings";
import { lockGroup, type GroupLease } from "./group";
import type { RequestedGroup } from "./request-group";

const deleteSecondsMax = 30;
// Another writer may hold one of the memories; the others must not wait for it.
const settings = { ...stepSettings, random_page_cost: "1.1", lock_timeout: "250ms" };

/**
 * Deletes the memories of a requested group. Deleting, outcomes, counts and cursors are one transaction, as in a batch of
 * one deletion. Answers the deletions that it worked on: one that was paused or cancelled meanwhile is none of them.
 * Where one memory cannot be deleted the group is halved until that one is left alone, and is none of them either. Throws
 * an outage.
 */
export const deleteGroup = async (
  database: Database,
  lease: GroupLease,
  { ids, reach }: RequestedGroup,
): Promise<DeletionId[]> => {
  try {
    return await deleteAtOnce(database, lease, { ids, reach });
  } catch (error) {
    if (isOutage(error)) throw error;
    if (ids.length <= 1) return [];
    const middle = Math.ceil(ids.length / 2);
    const done: DeletionId[] = [];
    for (const half of [ids.slice(0, middle), ids.slice(middle)])
      done.push(...(await deleteGroup(database, lease, { ids: half, reach })));
    return done;
  }
};

const deleteAtOnce = async (
  database: Database,
  lease: GroupLease,
  { ids, reach }: RequestedGroup,
): Promise<DeletionId[]> => {
  const isOnNodes = await isDistributed(database);
  return database.transaction(async (transaction) => {
    await boundStatements(transaction, deleteSecondsMax, settings);
    const rows = await lockGroup(transaction, lease, ids);
    if (rows.length === 0) return [];
    const deletionIds = rows.map(({ id }) => id);
    const { deleted, absent, changed, held } = await deleteEach(transaction, {
      deletionIds,
      reach,
      isOnNodes,
    });
    await changeStatuses(transaction, rows, "verifying", {
      deletedCount: oneFor(deleted),
      absentCount: oneFor(absent),
      changedCount: oneFor(changed),
      heldCount: oneFor(held.map(({ id }) => id)),
      ...(held.length > 0 && { heldBy: byEach(held) }),
      cursorSeq: 1,
      leaseExpiresAt: secondsFromNow(lease.seconds),
    });
    await noteMemoriesWritten(transaction);
    return deletionIds;
  });
};

const oneFor = (ids: readonly DeletionId[]): SQL =>
  sql`(${deletions.id} = any(${arrayOf(ids, "uuid")}))::integer`;

/** Each keeps the holds of its own memory: another's says nothing of it, and may name another matter. */
const byEach = (held: readonly HeldEach[]): SQL =>
  sql`case ${sql.join(
    held.map(({ id, by }) => sql`when ${deletions.id} = ${id}::uuid then ${arrayOf(by, "uuid")}`),
    sql` `,
  )} else ${deletions.heldBy} end`;
