import { sql } from "drizzle-orm";
import type { Transaction } from "@/lib/database/server/database";
import type { NewMemory } from "@/lib/mem0-api/addition";
import { writeExact } from "@/lib/json/write-exact";
import { repeatKeySql } from "@/drizzle/schema/normalised-sql";
import type { MemoryId } from "@/lib/memories/types";
import { memoryIdSchema } from "@/lib/memories/memory-id-schema";
import type { Filter } from "@/lib/filters/filter";
import { compileFilter } from "@/lib/stores/sql/compile-filter";
import { foldedValue } from "@/lib/stores/sql/folded-text";
import { builtinStoreId } from "@/lib/stores/store-ids";
import { deletionBatches, deletions } from "@/drizzle/schema/deletions";
import { memories } from "@/drizzle/schema/memories";

/** What tells a repeat: everything that would be stored, as else something that was sent would be lost unseen. */
type Said = NewMemory;

const scopeOf = ({ userId, agentId, appId, runId }: Said): string =>
  JSON.stringify([userId, agentId, appId, runId]);

/** Equal for two new memories that are repeats of each other. */
export const repeatKeyOf = (said: Said): string =>
  JSON.stringify([
    scopeOf(said),
    said.memory,
    writeExact(said.metadata),
    said.immutable,
    said.expirationDate,
    said.createdAt?.toISOString() ?? null,
  ]);

const scopeSeed = 7_313_013;

/**
 * Lets one addition at a time into each of these scopes, until the transaction ends: of two that add the same text at once, the
 * second one finds what the first has stored.
 */
export const lockScopes = async (transaction: Transaction, added: readonly Said[]): Promise<void> => {
  // In one order, so that none waits for another that waits for it.
  for (const scope of [...new Set(added.map(scopeOf))].toSorted()) {
    await transaction.execute(sql`select pg_advisory_xact_lock(hashtextextended(${scope}, ${scopeSeed}))`);
  }
};

/**
 * For each of these, the id of a memory of the built-in store with exactly its text, its ids and what else it says, or null. Without a
 * time of its own it repeats one of any time. Only one that lists
 * show: neither expired nor superseded. Nor one that a deletion is about to take, as what is said again after a deletion was
 * requested must not go with it.
 */
export const findRepeats = async (
  transaction: Transaction,
  added: readonly Said[],
): Promise<(MemoryId | null)[]> => {
  // In steps, of which the one that reads the memories asks for nothing beside them: the nodes of a cluster could not answer.
  const { rows } = await transaction.execute<{ id: string | null }>(sql`
    with said as materialized (select said.*, ${saidKey} as key from unnest(
      ${sql.param(added.map(({ memory }) => memory))}::text[], ${sql.param(added.map(({ userId }) => userId))}::text[],
      ${sql.param(added.map(({ agentId }) => agentId))}::text[], ${sql.param(added.map(({ appId }) => appId))}::text[],
      ${sql.param(added.map(({ runId }) => runId))}::text[],
      ${sql.param(added.map(({ metadata }) => writeExact(metadata)))}::jsonb[],
      ${sql.param(added.map(({ immutable }) => immutable))}::boolean[],
      ${sql.param(added.map(({ expirationDate }) => expirationDate))}::date[],
      ${sql.param(added.map(({ createdAt }) => createdAt?.toISOString() ?? null))}::timestamptz(3)[]
    ) with ordinality as said (
      memory, user_id, agent_id, app_id, run_id, metadata, immutable, expiration_date, created_at, position)
    ), alike as materialized (
      select id, repeat_key, memory, user_id, agent_id, app_id, run_id, metadata, immutable, expiration_date, created_at
      from ${memories} where ${memories.repeatKey} = any(array(select key from said)) and ${compileFilter(isShown)}
    )
    select (
      select alike.id from alike
      where alike.repeat_key = said.key and alike.memory = said.memory
        and alike.user_id is not distinct from said.user_id and alike.agent_id is not distinct from said.agent_id
        and alike.app_id is not distinct from said.app_id and alike.run_id is not distinct from said.run_id
        and alike.metadata = said.metadata and alike.immutable = said.immutable
        and alike.expiration_date is not distinct from said.expiration_date
        and (said.created_at is null or alike.created_at = said.created_at) and not ${isAboutToGo}
      limit 1
    ) as id
    from said order by said.position`);
  return rows.map(({ id }) => (id === null ? null : memoryIdSchema.parse(id)));
};

const isShown: Filter = {
  and: [
    { field: "expiration_date", operator: "unexpired" },
    { field: "superseded", operator: "eq", value: false },
  ],
};

/** The column `repeat_key`, of what is about to be stored. */
const saidKey = sql`(select ${sql.raw(
  repeatKeySql({
    folded: "folding.folded",
    userId: "said.user_id",
    agentId: "said.agent_id",
    appId: "said.app_id",
    runId: "said.run_id",
  }),
)} from (select ${foldedValue(sql`said.memory`)} as folded offset 0) as folding)`;

/** Of a deletion that is not frozen yet, it is not known what it takes. */
const isAboutToGo = sql`exists (
  select from ${deletions} where ${deletions.storeId} = ${builtinStoreId} and ${deletions.finishedAt} is null
    and (${deletions.requestedCount} is null or exists (
      select from ${deletionBatches} where ${deletionBatches.deletionId} = ${deletions.id}
        and ${deletionBatches.fromSeq} + ${deletionBatches.itemCount} - 1 > ${deletions.cursorSeq}
        and alike.id = any(${deletionBatches.memoryIds}))))`;
