import type { Context } from "@/lib/access/context";
import { requirePermission } from "@/lib/access/require-permission";
import { ExpectedError } from "@/lib/errors/expected-error";
import type { Condition, Filter } from "@/lib/filters/filter";
import { asksHolds } from "@/lib/filters/without-holds";
import { conditionsOf } from "@/lib/filters/filter";
import type { StoreId } from "@/lib/stores/store-ids";
import { HoldErased, readHolds, type HeldBy } from "./read-holds";

/**
 * A filter with what holds cover in the place of the conditions on holds, so that a store can be asked. Throws not_permitted for who
 * sees no holds, invalid_input when what a released hold covered was erased.
 */
export const resolveHolds = async (
  ctx: Context,
  storeId: StoreId,
  filter: Filter | null,
): Promise<Filter | null> => {
  if (filter === null || !asksHolds(filter)) return filter;
  requirePermission(ctx.actor, "holds:read");
  const asked = conditionsOf(filter).flatMap((each) => (each.field === "hold" ? each.value : []));
  const [inForce, named] = await Promise.all([
    readHolds(ctx.database, { storeId }),
    readHolds(ctx.database, { storeId, also: asked }).catch((error: unknown) => {
      if (error instanceof HoldErased)
        throw new ExpectedError("invalid_input", "What this hold covered was erased after its release.");
      throw error;
    }),
  ]);
  return resolved(filter, { inForce, named });
};

type Known = { inForce: readonly HeldBy[]; named: readonly HeldBy[] };

const resolved = (filter: Filter, known: Known): Filter => {
  if ("and" in filter) return { and: filter.and.map((part) => resolved(part, known)) };
  if ("or" in filter) return { or: filter.or.map((part) => resolved(part, known)) };
  if ("not" in filter) return { not: resolved(filter.not, known) };
  return resolvedCondition(filter, known);
};

const resolvedCondition = (condition: Condition, { inForce, named }: Known): Filter => {
  if (condition.field === "hold") return anyOf(named.filter(({ id }) => condition.value.includes(id)));
  if (condition.field !== "held") return condition;
  return condition.value ? anyOf(inForce) : { not: anyOf(inForce) };
};

const anyOf = (holds: readonly HeldBy[]): Filter =>
  holds.length === 0 ? nothing : { or: holds.map(({ filter }) => filter) };

/** What no memory matches. */
const nothing: Filter = {
  and: [
    { field: "user_id", operator: "present" },
    { field: "user_id", operator: "absent" },
  ],
};
