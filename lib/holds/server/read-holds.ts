import { isNull, or, sql } from "drizzle-orm";
import type { Queryable } from "@/lib/database/server/database";
import type { Filter } from "@/lib/filters/filter";
import { coversFilter } from "@/lib/holds/covers-filter";
import { holdCoversSchema } from "@/lib/holds/schema";
import { holdIdSchema, type HoldCovers, type HoldId } from "@/lib/holds/types";
import { arrayOf } from "@/lib/stores/sql/sql-values";
import type { StoreId } from "@/lib/stores/store-ids";
import { holds } from "@/drizzle/schema/holds";

/** A hold as what deletes knows it: it keeps what the filter matches. */
export type HeldBy = { id: HoldId; name: string; covers: HoldCovers; filter: Filter };

/** What a released hold covered is not known any more. */
export class HoldErased extends Error {
  override readonly name = "HoldErased";
  constructor() {
    super("What a released hold covered was erased.");
  }
}

/**
 * The holds in force in a store, and of `also` those that have been released. What is to delete or change memories reads them by
 * heedHolds. Throws for one that cannot be read: what it covers is not known then.
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
    })
    .from(holds)
    .where(
      sql`(${or(isNull(holds.releasedAt), also.length === 0 ? undefined : sql`${holds.id} = any(${arrayOf(also, "uuid")})`)})
        and (${holds.storeIds} is null or ${storeId} = any(${holds.storeIds}))`,
    )
    .orderBy(holds.placedAt, holds.id);
  return rows.map(({ id, name, covers, coversErasedAt }) => {
    if (coversErasedAt !== null) throw new HoldErased();
    const parsed = holdCoversSchema.parse(covers);
    return { id: holdIdSchema.parse(id), name, covers: parsed, filter: coversFilter(parsed) };
  });
};
