import { sql } from "drizzle-orm";
import type { Transaction } from "@/lib/database/server/database";
import { setLocally } from "@/lib/database/server/set-locally";
import type { DeletionId } from "@/lib/deletions/deletion-id";
import { deletionBatches } from "@/drizzle/schema/deletions";
import { memoryVersions } from "@/drizzle/schema/memories";
import { isLookedUp } from "./is-looked-up";

/**
 * Writes down where the versions of the frozen memories lie, in one reading of them all: to look them up by a thousand ids is
 * what a batch would spend most of its time on. Of few memories nothing is written, and they are looked up. What is
 * written in between belongs to a memory that has moved, whose versions are looked up as well.
 */
export const noteVersions = async (
  transaction: Transaction,
  { deletionId, itemCount }: { deletionId: DeletionId; itemCount: number },
): Promise<void> => {
  const { rows } = await transaction.execute<{ versions: number }>(
    sql`select reltuples as versions from pg_class where oid = 'memory_versions'::regclass`,
  );
  if (!isLookedUp(itemCount, rows[0]?.versions ?? 0)) await writeVersionPlaces(transaction, deletionId);
};

export const writeVersionPlaces = async (transaction: Transaction, deletionId: DeletionId): Promise<void> => {
  await setLocally(transaction, { enable_indexscan: "on", enable_nestloop: "off", work_mem: "32MB" });
  await transaction.execute(sql`
    update ${deletionBatches} as batch set version_ids = made.ids, version_places = made.places
    from (
      select own.from_seq, coalesce(found.ids, '{}') as ids, coalesce(found.places, '{}') as places
      from ${deletionBatches} as own left join (
        select item.from_seq, array_agg(version.id) as ids, array_agg(version.ctid) as places
        from (
          select from_seq, unnest(memory_ids) as memory_id from ${deletionBatches}
          where deletion_id = ${deletionId}::uuid
        ) as item join ${memoryVersions} as version on version.memory_id = item.memory_id
        group by item.from_seq
      ) as found on found.from_seq = own.from_seq
      where own.deletion_id = ${deletionId}::uuid
    ) as made
    where batch.deletion_id = ${deletionId}::uuid and batch.from_seq = made.from_seq`);
};
