import { sql } from "drizzle-orm";
import type { Transaction } from "@/lib/database/server/database";
import { isInReach } from "@/lib/stores/remote/in-reach";
import { isHeld } from "@/lib/stores/remote/is-held";
import type { ReachedCount, RemoteStore } from "@/lib/stores/types";
import { previewItems } from "@/drizzle/schema/previews";
import type { FreezeInput } from "../deleter";
import { itemIdColumns } from "../record/item-id";
import { packItems } from "../record/pack-items";
import { memoryDigest } from "./memory-digest";

/** A slow store may take this long for one part of the walk, during which the transaction does nothing. */
const partSecondsMax = 5 * 60;

/**
 * Writes one item per memory of the selection, numbered from 1 in the order of ids. What was previewed is taken over
 * from there, and the store is not asked: what joined since has no item, and what was changed shows when its batch is read.
 * What is listed is taken as it is. Digests are made when a memory is read for the first time. Without a preview, what
 * matches is read from the store once.
 */
export const freezeRemotely = async (
  transaction: Transaction,
  store: RemoteStore,
  input: FreezeInput,
): Promise<ReachedCount> => {
  const { deletionId, selection, previewId, cutoffAt, digestKey, signal } = input;
  if (selection.kind === "matching" && previewId !== null) {
    const previewed = sql`
      select ${deletionId}::uuid as deletion_id, row_number() over (order by id) as seq, ${itemIdColumns(sql`id`)}
      from (select memory_id collate "C" as id from ${previewItems} where preview_id = ${previewId}::uuid) as previewed`;
    return {
      takenCount: await packItems(transaction, previewed, ["memory_id", "remote_id"]),
      joinedCount: 0,
    };
  }
  await transaction.execute(
    // An id can be longer than what fits into an index.
    sql`create temporary table frozen (key bytea primary key, id text collate "C", digest text) on commit drop`,
  );
  if (selection.kind === "listed") {
    await addFrozen(
      transaction,
      selection.ids.map((id) => ({ id, digest: null })),
    );
  } else {
    await transaction.execute(
      sql`select set_config('idle_in_transaction_session_timeout', ${`${partSecondsMax}s`}, true)`,
    );
    const excluded = new Set(selection.excludedIds);
    // Those that cannot be read stay: the verification reads the selection again, and tells of them.
    for await (const { memories } of store.walk({ filter: selection.filter, at: cutoffAt, signal })) {
      const taken = memories.filter(
        (memory) =>
          isInReach(memory, { selection, cutoffAt }) &&
          !excluded.has(memory.id) &&
          !isHeld(selection.held, memory),
      );
      await addFrozen(
        transaction,
        taken.map((memory) => ({ id: memory.id, digest: memoryDigest(digestKey, memory).toString("hex") })),
      );
    }
  }
  const frozen = sql`
    select ${deletionId}::uuid as deletion_id, row_number() over (order by id) as seq, ${itemIdColumns(sql`id`)},
      decode(digest, 'hex') as digest
    from frozen`;
  return {
    takenCount: await packItems(transaction, frozen, ["memory_id", "remote_id", "digest"]),
    joinedCount: 0,
  };
};

/** A walk may meet a memory twice. */
const addFrozen = async (
  transaction: Transaction,
  rows: { id: string; digest: string | null }[],
): Promise<void> => {
  if (rows.length === 0) return;
  await transaction.execute(sql`
    insert into frozen (key, id, digest)
    select sha256(convert_to(id, 'UTF8')), id, digest
    from unnest(${sql.param(rows.map(({ id }) => id))}::text[], ${sql.param(rows.map(({ digest }) => digest))}::text[])
      as found (id, digest)
    on conflict do nothing`);
};
