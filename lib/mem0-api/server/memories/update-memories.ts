import { asc, sql } from "drizzle-orm";
import { isWithinReach } from "@/lib/access/restriction";
import type { Context } from "@/lib/access/context";
import type { Transaction } from "@/lib/database/server/database";
import { isDistributed } from "@/lib/database/server/distribution/is-distributed";
import { isDeadlock } from "@/lib/database/server/database-error";
import { ExpectedError } from "@/lib/errors/expected-error";
import { noteMemoriesWritten } from "@/lib/database/server/note-memories-written";
import { notifyMemoriesChanged } from "@/lib/database/server/notify-memories-changed";
import { writeExact } from "@/lib/json/write-exact";
import { requirePermission } from "@/lib/access/require-permission";
import { heedHolds } from "@/lib/holds/server/heed-holds";
import { listHeld } from "@/lib/holds/server/list-held";
import type { HeldBy } from "@/lib/holds/server/read-holds";
import type { Memory, MemoryId } from "@/lib/memories/types";
import { builtinStoreId } from "@/lib/stores/store-ids";
import { memoryColumns, memoryFrom } from "@/lib/stores/sql/memory-row";
import { arrayOf } from "@/lib/stores/sql/sql-values";
import { enqueueMemories } from "@/lib/webhooks/server/enqueue-deliveries";
import { memories, memoryVersions } from "@/drizzle/schema/memories";

/** What changes of one memory; what is absent stays. */
export type MemoryChange = {
  id: MemoryId;
  memory?: string | undefined;
  /** In place of all that there was. */
  metadata?: Record<string, unknown> | undefined;
  /** `YYYY-MM-DD`; null: it never expires. */
  expirationDate?: string | null | undefined;
  createdAt?: Date | undefined;
};

const attemptsMax = 3;

/**
 * Changes memories of the built-in store, each once and all or none of them; a changed text leaves a version behind. Answers
 * them in the order given. Throws not_permitted, not_found, invalid_input when one is immutable, held when a hold covers one.
 */
export const updateMemories = async (ctx: Context, changes: readonly MemoryChange[]): Promise<Memory[]> => {
  requirePermission(ctx.actor, "memories:write");
  const isOnNodes = await isDistributed(ctx.database);
  for (let attempt = 1; ; attempt++) {
    try {
      return await ctx.database.transaction((transaction) => update(ctx, transaction, changes, isOnNodes));
    } catch (error) {
      // A deletion may have locked some of them in another order.
      if (!isDeadlock(error) || attempt === attemptsMax) throw error;
    }
  }
};

const update = async (
  ctx: Context,
  transaction: Transaction,
  changes: readonly MemoryChange[],
  isOnNodes: boolean,
): Promise<Memory[]> => {
  const now = ctx.now();
  const holds = await heedHolds(transaction, { storeId: builtinStoreId });
  const before = await lockAll(ctx, transaction, changes, isOnNodes);
  await refuseHeld(transaction, holds, changes);
  const versions = changes.flatMap(({ id, memory }) => {
    const oldMemory = before.get(id)?.memory;
    return memory === undefined || oldMemory === undefined || memory === oldMemory
      ? []
      : [{ memoryId: id, oldMemory, newMemory: memory, changedAt: now }];
  });
  if (versions.length > 0) await transaction.insert(memoryVersions).values(versions);
  await transaction.execute(sql`
    update ${memories} as memory set
      memory = coalesce(change.memory, memory.memory),
      metadata = coalesce(change.metadata, memory.metadata),
      expiration_date = case when change.has_expiration then change.expiration_date else memory.expiration_date end,
      created_at = coalesce(change.created_at, memory.created_at),
      updated_at = ${now.toISOString()}::timestamptz
    from jsonb_to_recordset(${writeExact(changes.map(recordOf))}::jsonb) as change
      (id uuid, memory text, metadata jsonb, has_expiration boolean, expiration_date date, created_at timestamptz)
    where memory.id = change.id`);
  await enqueueMemories(
    transaction,
    "memory_update",
    changes.map(({ id }) => id),
  );
  await notifyMemoriesChanged(transaction);
  await noteMemoriesWritten(transaction);
  const after = new Map((await read(transaction, changes)).map((row) => [row.id, memoryFrom(row)]));
  return changes.flatMap(({ id }) => after.get(id) ?? []);
};

/** Under the locks of the memories: what they are does not change any more. */
const refuseHeld = async (
  transaction: Transaction,
  holds: readonly HeldBy[],
  changes: readonly MemoryChange[],
): Promise<void> => {
  const [held] = await listHeld(
    transaction,
    holds,
    changes.map(({ id }) => id),
  );
  if (held === undefined) return;
  throw new ExpectedError("held", `Memory ${held} is on hold and cannot be updated. Nothing was changed.`);
};

const recordOf = ({ id, memory, metadata, expirationDate, createdAt }: MemoryChange) => ({
  id,
  memory,
  metadata,
  has_expiration: expirationDate !== undefined,
  expiration_date: expirationDate,
  created_at: createdAt,
});

/** In the order of the ids, as deletions go. Throws for one that is not there, or must not change. */
const lockAll = async (
  ctx: Context,
  transaction: Transaction,
  changes: readonly MemoryChange[],
  isOnNodes: boolean,
) => {
  const locked = [];
  // Citus locks on one node at a time.
  for (const part of isOnNodes ? changes.toSorted(byId).map((change) => [change]) : [changes])
    locked.push(...(await read(transaction, part).for("update")));
  const rows = new Map(locked.map((row) => [row.id, row]));
  for (const { id } of changes) {
    const row = rows.get(id);
    if (row === undefined || !isWithinReach(ctx, row)) {
      throw new ExpectedError("not_found", `Memory ${id} not found! Nothing was changed.`);
    }
    if (row.immutable) {
      throw new ExpectedError(
        "invalid_input",
        `Memory ${id} is immutable and cannot be updated. Nothing was changed.`,
      );
    }
  }
  return rows;
};

const byId = (one: MemoryChange, other: MemoryChange): number => (one.id < other.id ? -1 : 1);

const read = (transaction: Transaction, changes: readonly MemoryChange[]) =>
  transaction
    .select(memoryColumns)
    .from(memories)
    .where(
      sql`${memories.id} = any(${arrayOf(
        changes.map(({ id }) => id),
        "uuid",
      )})`,
    )
    .orderBy(asc(memories.id));
