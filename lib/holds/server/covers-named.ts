import { isNull } from "drizzle-orm";
import type { Queryable } from "@/lib/database/server/database";
import { isEntityCondition, type Filter } from "@/lib/filters/filter";
import { coversFilter } from "@/lib/holds/covers-filter";
import { holdCoversSchema } from "@/lib/holds/schema";
import { entityFieldOf, type EntityKind } from "@/lib/memories/entity";
import type { EntityField } from "@/lib/memories/types";
import { foldText } from "@/lib/text/fold-text";
import { holds } from "@/drizzle/schema/holds";

type Covering = { id: string; name: string; storeIds: string[] | null; isNamed: boolean };

/**
 * The holds in force that name one of these as a user, agent, app or run, in any case, as such or in a filter; `kind` null is any. And
 * those that cover everything, which name nobody (`isNamed` false). What else a filter covers only shows when memories are looked at.
 */
export const coversNamed = async (
  database: Queryable,
  ids: readonly { kind: EntityKind | null; value: string }[],
): Promise<Covering[]> => {
  if (ids.length === 0) return [];
  const rows = await database
    .select({ id: holds.id, name: holds.name, covers: holds.covers, storeIds: holds.storeIds })
    .from(holds)
    .where(isNull(holds.releasedAt))
    .orderBy(holds.placedAt, holds.id);
  return rows.flatMap(({ covers: stored, ...hold }): Covering[] => {
    const covers = holdCoversSchema.parse(stored);
    if (covers.kind === "everything") return [{ ...hold, isNamed: false }];
    const isNamed = namedIn(coversFilter(covers), true).some(({ field, value }) =>
      ids.some(
        (id) =>
          (id.kind === null || entityFieldOf[id.kind] === field) && foldText(id.value) === foldText(value),
      ),
    );
    return isNamed ? [{ ...hold, isNamed }] : [];
  });
};

/** Whom a filter wants. `isWanted` false: inside of a `not`, where it wants those whom it does not name. */
const namedIn = (filter: Filter, isWanted: boolean): { field: EntityField; value: string }[] => {
  if ("not" in filter) return namedIn(filter.not, !isWanted);
  if ("and" in filter || "or" in filter)
    return ("and" in filter ? filter.and : filter.or).flatMap((part) => namedIn(part, isWanted));
  if (!isEntityCondition(filter)) return [];
  const { field } = filter;
  if (filter.operator === "in") return isWanted ? filter.value.map((value) => ({ field, value })) : [];
  if (filter.operator === (isWanted ? "eq" : "ne")) return [{ field, value: filter.value }];
  return [];
};
