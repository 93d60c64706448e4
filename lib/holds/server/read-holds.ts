import { isNull, or, sql } from "drizzle-orm";
import type { Context } from "@/lib/access/context";
import type { Queryable } from "@/lib/database/server/database";
import type { Filter } from "@/lib/filters/filter";
import { untoldFields, widened } from "@/lib/holds/widened";
import { coversFilter } from "@/lib/holds/covers-filter";
import { holdCoversSchema } from "@/lib/holds/schema";
import { holdIdSchema, type HoldCovers, type HoldId } from "@/lib/holds/types";
import { arrayOf } from "@/lib/stores/sql/sql-values";
import { builtinStoreId, type StoreId, type StoreKind } from "@/lib/stores/store-ids";
import { holds } from "@/drizzle/schema/holds";
import { stores } from "@/drizzle/schema/stores";

/** A hold as what deletes in a store knows it: it keeps what the filter matches, which is widened to what the store can tell. */
export type HeldBy = { id: HoldId; name: string; covers: HoldCovers; filter: Filter };

/** What a released hold covered is not known any more. */
export class HoldErased extends Error {
  override readonly name = "HoldErased";
  constructor() {
    super("What a released hold covered was erased.");
  }
}

/**
 * The holds in force in a store, under any of the names by which it is set up, and of `also` those that have been released. What is
 * to delete or change memories reads them by heedHolds. Throws for one that cannot be read: what it covers is not known then.
 */
export const readHolds = async (
  database: Queryable,
  { storeId, also = [] }: { storeId: StoreId; also?: readonly string[] },
): Promise<HeldBy[]> => {
  const rows = await database
    .select({
      id: holds.id,
      name: holds.name,
      covers: holds.covers,
      coversErasedAt: holds.coversErasedAt,
      storeKind: storeId === builtinStoreId ? sql<StoreKind>`'builtin'` : kindOf(storeId),
    })
    .from(holds)
    .where(
      sql`(${or(isNull(holds.releasedAt), also.length === 0 ? undefined : sql`${holds.id} = any(${arrayOf(also, "uuid")})`)})
        and ${appliesTo(storeId)}`,
    )
    .orderBy(holds.placedAt, holds.id);
  return rows.map(({ id, name, covers, coversErasedAt, storeKind }) => {
    if (coversErasedAt !== null) throw new HoldErased();
    const parsed = holdCoversSchema.parse(covers);
    // Of a store that is not known nothing could be deleted.
    const filter = widened(coversFilter(parsed), storeKind === null ? [] : untoldFields[storeKind]);
    return { id: holdIdSchema.parse(id), name, covers: parsed, filter };
  });
};

/** Whether a hold keeps anything in a store, or did in the last `hours`. */
export const mayBeHeld = async (
  { database, now }: Pick<Context, "database" | "now">,
  { storeId, hours }: { storeId: StoreId; hours: number },
): Promise<boolean> => {
  const since = new Date(now().getTime() - hours * 3_600_000).toISOString();
  const count = await database.$count(
    holds,
    sql`(${holds.releasedAt} is null or ${holds.releasedAt} > ${since}::timestamptz) and ${appliesTo(storeId)}`,
  );
  return count > 0;
};

const kindOf = (storeId: StoreId) =>
  sql<StoreKind | null>`(select kind from ${stores} where ${stores.id} = ${storeId})`;

/**
 * Whether a hold names a store, or one at the same address: else the same server, set up once more, would escape it. Projects of the
 * Platform are apart only where both stores say which they are, as a key belongs to a project without saying so. A collection tells
 * nothing apart: a server deletes in its own.
 */
const appliesTo = (storeId: StoreId) => {
  const isNamed = sql`${holds.storeIds} is null or ${storeId} = any(${holds.storeIds})`;
  if (storeId === builtinStoreId) return sql`(${isNamed})`;
  const differs = (key: string) =>
    sql`coalesce(this.settings ->> ${key} <> named.settings ->> ${key}, false)`;
  return sql`(${isNamed} or exists (
    select from ${stores} as this, ${stores} as named
    where this.id = ${storeId} and named.id = any(${holds.storeIds}) and named.kind = this.kind
      and named.settings ->> 'url' = this.settings ->> 'url'
      and not ${differs("organisationId")} and not ${differs("projectId")}))`;
};
