import { isNull } from "drizzle-orm";
import type { Queryable } from "@/lib/database/server/database";
import { holdCoversSchema } from "@/lib/holds/schema";
import type { EntityKind } from "@/lib/memories/entity";
import { foldText } from "@/lib/text/fold-text";
import { holds } from "@/drizzle/schema/holds";

/**
 * The holds in force that name one of these as a user, agent, app or run, in any case; `kind` null is any. What a hold by a filter
 * covers only shows when memories are looked at.
 */
export const coversNamed = async (
  database: Queryable,
  ids: readonly { kind: EntityKind | null; value: string }[],
): Promise<{ id: string; name: string }[]> => {
  if (ids.length === 0) return [];
  const rows = await database
    .select({ id: holds.id, name: holds.name, covers: holds.covers })
    .from(holds)
    .where(isNull(holds.releasedAt))
    .orderBy(holds.placedAt, holds.id);
  return rows.flatMap(({ id, name, covers: stored }) => {
    const covers = holdCoversSchema.parse(stored);
    const isNamed =
      covers.kind === "everything" ||
      (covers.kind === "entities" &&
        covers.entities.some((entity) =>
          ids.some(
            ({ kind, value }) =>
              (kind === null || kind === entity.kind) && foldText(value) === foldText(entity.value),
          ),
        ));
    return isNamed ? [{ id, name }] : [];
  });
};
