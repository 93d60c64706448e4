import { sql } from "drizzle-orm";
import type { Transaction } from "@/lib/database/server/database";
import type { HeldBy } from "@/lib/holds/server/read-holds";
import type { HoldId } from "@/lib/holds/types";
import type { Memory, MemoryId } from "@/lib/memories/types";
import { isInReach } from "@/lib/stores/remote/in-reach";
import { isHeld } from "@/lib/stores/remote/is-held";
import type { RemoteStore } from "@/lib/stores/types";
import { previewItems } from "@/drizzle/schema/previews";
import type { FreezeInput, Frozen, HeldCounted } from "../deleter";
import { itemIdColumns } from "../record/item-id";
import { packItems } from "../record/pack-items";
import { memoryDigest } from "./memory-digest";

/** A slow store may take this long for one part of the walk, during which the transaction does nothing. */
const partSecondsMax = 5 * 60;

/**
 * Writes one item per memory of the selection, numbered from 1 in the order of ids. What was previewed is taken over
 * from there, and the store is not asked: what joined since has no item, and what was changed, or is held since, shows when its
 * batch is read; what was held then was counted at the request.
 * What is listed is taken as it is. Digests are made when a memory is read for the first time. Without a preview, what
 * matches is read from the store once, and what is held is counted as it is met: another walk would keep the transaction idle.
 */
export const freezeRemotely = async (
  transaction: Transaction,
  store: RemoteStore,
  input: FreezeInput,
): Promise<Frozen> => {
  const { deletionId, selection, holds, previewId, cutoffAt, digestKey, signal } = input;
  if (selection.kind === "matching" && previewId !== null) {
    const previewed = sql`
      select ${deletionId}::uuid as deletion_id, row_number() over (order by id) as seq, ${itemIdColumns(sql`id`)}
      from (select memory_id collate "C" as id from ${previewItems} where preview_id = ${previewId}::uuid) as previewed`;
    return {
      takenCount: await packItems(transaction, previewed, ["memory_id", "remote_id"]),
      joinedCount: 0,
      held: null,
    };
  }
  const held = tallyOnce(holds);
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
          isInReach(memory, { selection, cutoffAt }) && !excluded.has(memory.id) && !held.keeps(memory),
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
    held: held.counted(),
  };
};

/** Counts what is held, of a walk that may meet a memory twice. */
const tallyOnce = (holds: readonly HeldBy[]) => {
  const ids = new Set<MemoryId>();
  const by = new Set<HoldId>();
  return {
    keeps: (memory: Memory): boolean => {
      const keeping = holds.filter(({ filter }) => isHeld([filter], memory));
      if (keeping.length === 0) return false;
      ids.add(memory.id);
      keeping.forEach(({ id }) => by.add(id));
      return true;
    },
    counted: (): HeldCounted => ({ count: ids.size, by: [...by] }),
  };
};

/** A walk may meet a memory twice. Also for none at all: a transaction that asks nothing for too long is ended. */
const addFrozen = async (
  transaction: Transaction,
  rows: { id: string; digest: string | null }[],
): Promise<void> => {
  await transaction.execute(sql`
    insert into frozen (key, id, digest)
    select sha256(convert_to(id, 'UTF8')), id, digest
    from unnest(${sql.param(rows.map(({ id }) => id))}::text[], ${sql.param(rows.map(({ digest }) => digest))}::text[])
      as found (id, digest)
    on conflict do nothing`);
};
