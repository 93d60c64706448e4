import { and, eq, sql, type SQL } from "drizzle-orm";
import type { Context } from "@/lib/access/context";
import { deletions } from "@/drizzle/schema/deletions";

/**
 * The deletions that a narrowed API key may see: those of its store, and where it is narrowed to entities those that it requested
 * itself, as others tell of other entities. Undefined: all.
 */
export const reachedDeletions = ({ actor, restriction }: Context): SQL | undefined => {
  if (restriction == null) return undefined;
  return and(
    restriction.storeId === null ? undefined : eq(deletions.storeId, restriction.storeId),
    restriction.entities === null ? undefined : sql`${deletions.actor} ->> 'id' = ${actor.id}`,
  );
};
