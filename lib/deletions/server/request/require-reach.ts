import { sql } from "drizzle-orm";
import type { Context } from "@/lib/access/context";
import { requireReachedDeletion, requireStore, type NamedEntity } from "@/lib/access/restriction";
import { wildcard } from "@/lib/deletions/scope/scope";
import type { Selection } from "@/lib/deletions/types";
import { ExpectedError } from "@/lib/errors/expected-error";
import type { EntityKind } from "@/lib/memories/entity";
import { entityFieldOf } from "@/lib/memories/entity";
import { entityFields, type MemoryId } from "@/lib/memories/types";
import { arrayOf } from "@/lib/stores/sql/sql-values";
import { builtinStoreId, type StoreId } from "@/lib/stores/store-ids";
import { memories } from "@/drizzle/schema/memories";

/**
 * Throws not_permitted when a narrowed API key asks to delete what is not within its reach: a scope or an entity has to name one of
 * its entities, and listed memories have to. What is not in the store is no one's.
 */
export const requireReach = async (
  ctx: Context,
  { storeId, selection }: { storeId: StoreId; selection: Selection },
): Promise<void> => {
  requireStore(ctx, storeId);
  if ((ctx.restriction?.entities ?? null) === null) return;
  switch (selection.kind) {
    case "listed": {
      const others = await idsOutOfReach(ctx, storeId, selection.ids);
      if (others.size > 0)
        throw new ExpectedError(
          "not_permitted",
          "This API key is narrowed, and not all of these memories are within its reach. Nothing was deleted.",
        );
      return;
    }
    case "scope":
      return requireReachedDeletion(
        ctx,
        Object.fromEntries(
          entityFields.map((field) => {
            const value = selection.scope[field];
            return [field, value === wildcard ? null : value];
          }),
        ),
      );
    case "entity":
      return requireReachedDeletion(ctx, { [entityFieldOf[selection.entity.kind]]: selection.entity.value });
    case "matching":
      // Not offered to applications.
      return requireReachedDeletion(ctx, {});
  }
};

/** Those of some memories of the built-in store that an actor does not reach. */
export const idsOutOfReach = async (
  ctx: Context,
  storeId: StoreId,
  ids: readonly MemoryId[],
): Promise<Set<MemoryId>> => {
  const entities = ctx.restriction?.entities ?? null;
  if (entities === null) return new Set();
  if (storeId !== builtinStoreId) return new Set(ids);
  const { rows } = await ctx.database.execute<{ id: MemoryId }>(sql`
    select ${memories.id} as id from ${memories}
    where ${memories.id} = any(${arrayOf(ids, "uuid")}) and not (${namesOneOf(entities)})`);
  return new Set(rows.map(({ id }) => id));
};

const columns = {
  user: memories.userId,
  agent: memories.agentId,
  app: memories.appId,
  run: memories.runId,
} satisfies Record<EntityKind, unknown>;

const namesOneOf = (entities: readonly NamedEntity[]) =>
  sql.join(
    [sql`false`, ...entities.map(({ kind, value }) => sql`${columns[kind]} is not distinct from ${value}`)],
    sql` or `,
  );
