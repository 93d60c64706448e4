import { desc, sql } from "drizzle-orm";
import type { Context } from "@/lib/access/context";
import { requirePermission } from "@/lib/access/require-permission";
import { can } from "@/lib/access/types";
import type { Filter } from "@/lib/filters/filter";
import { holdCoversSchema } from "@/lib/holds/schema";
import {
  holdIdSchema,
  type Hold,
  type HoldCovers,
  type HoldPage,
  type HoldPosition,
} from "@/lib/holds/types";
import { listStoresOfHistory } from "@/lib/stores/server/list-stores";
import { holds } from "@/drizzle/schema/holds";

const pageSize = 50;

/** How texts and IDs are hidden from roles that do not see those of deletions' filters. */
export type Hide = { text: (value: string) => string; filter: (filter: Filter) => Filter };

/**
 * All holds, in force or released, newest first, from after a place in that order on. Throws
 * not_permitted.
 */
export const listHolds = async (
  ctx: Context,
  { after, hide }: { after: HoldPosition | null; hide: Hide },
): Promise<HoldPage> => {
  requirePermission(ctx.actor, "holds:read");
  const rows = await ctx.database
    .select()
    .from(holds)
    .where(
      after === null
        ? undefined
        : sql`(${holds.placedAt}, ${holds.id}) < (${after.at}::timestamptz, ${after.id}::uuid)`,
    )
    .orderBy(desc(holds.placedAt), desc(holds.id))
    .limit(pageSize + 1);
  const stores = new Map(
    (await listStoresOfHistory(ctx)).map(({ id, name }): [string, string] => [id, name]),
  );
  const mayRead = ctx.actor.kind === "system" || can(ctx.actor.role, "deletions:read-filters");
  const shown = rows.slice(0, pageSize).map((row): Hold => {
    const covers = holdCoversSchema.parse(row.covers);
    const isErased = row.coversErasedAt !== null;
    return {
      id: holdIdSchema.parse(row.id),
      name: row.name,
      reason: row.reason,
      reference: row.reference,
      // One that is not known any more is called by its id.
      stores: row.storeIds?.map((id) => ({ id, name: stores.get(id) ?? id })) ?? null,
      covers: mayRead || isErased ? covers : hiddenCovers(covers, hide),
      coversState: isErased ? "erased" : mayRead || covers.kind === "everything" ? "plain" : "hidden",
      placedBy: row.placedBy,
      placedAt: row.placedAt.toISOString(),
      released:
        row.releasedAt === null || row.releasedBy === null
          ? null
          : { at: row.releasedAt.toISOString(), by: row.releasedBy, reason: row.releaseReason ?? "" },
    };
  });
  const last = shown.at(-1);
  return {
    holds: shown,
    nextPosition: rows.length > pageSize && last !== undefined ? { at: last.placedAt, id: last.id } : null,
  };
};

/** The shape of what a hold covers. */
export const hiddenCovers = (covers: HoldCovers, { text, filter }: Hide): HoldCovers => {
  switch (covers.kind) {
    case "everything":
      return covers;
    case "entities":
      return {
        ...covers,
        entities: covers.entities.map(({ kind, value }) => ({ kind, value: text(value) })),
      };
    case "filter":
      return { ...covers, filter: filter(covers.filter) };
  }
};
