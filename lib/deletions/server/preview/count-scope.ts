import type { Context } from "@/lib/access/context";
import { noFilterMessage, scopeReach, wildcardsOf, type Scope } from "@/lib/deletions/scope/scope";
import type { ScopeCount } from "@/lib/deletions/preview/scope-count";
import { ExpectedError } from "@/lib/errors/expected-error";
import type { Filter } from "@/lib/filters/filter";
import { requirePermission } from "@/lib/access/require-permission";
import { getStore } from "@/lib/stores/server/get-store";
import type { Count } from "@/lib/memories/types";
import type { StoreId } from "@/lib/stores/store-ids";

/**
 * What deleting by a scope would take now, and what would stay: for the sentences beside its fields, before any preview.
 * Gives up when `signal` aborts. Throws not_permitted, not_found (the store), invalid_input (no filter).
 */
export const countScope = async (
  ctx: Context,
  { storeId, scope, signal }: { storeId: StoreId; scope: Scope; signal?: AbortSignal },
): Promise<ScopeCount> => {
  requirePermission(ctx.actor, "memories:delete");
  const reach = scopeReach(scope);
  if (reach.kind === "nothing") throw new ExpectedError("invalid_input", noFilterMessage);
  const filter = reach.kind === "everything" ? null : reach.filter;
  const wildcards = wildcardsOf(scope);
  const store = await getStore(ctx, storeId);
  const tellsImmutable = !store.capabilities.missingFields.includes("immutable");
  const [whole, matching, ...others] = await store.countEach(
    [
      null,
      filter,
      ...wildcards.map((field): Filter => ({ field, operator: "absent" })),
      ...(tellsImmutable ? [filter === null ? isImmutable : { and: [filter, isImmutable] }] : []),
    ],
    signal,
  );
  const without = others.slice(0, wildcards.length);
  const immutable = tellsImmutable ? others[wildcards.length] : { value: 0, isExact: true };
  const valueOf = (count: Count | undefined) => {
    if (count === undefined) throw new Error("The store has not counted every filter.");
    return count.value;
  };
  return {
    matchingCount: valueOf(matching),
    stayingCount: valueOf(whole) - valueOf(matching),
    wholeCount: valueOf(whole),
    immutableCount: valueOf(immutable),
    withoutByWildcard: wildcards.map((field, position) => ({ field, count: valueOf(without[position]) })),
    isExact: [whole, matching, immutable, ...without].every((count) => count?.isExact === true),
  };
};

const isImmutable: Filter = { field: "immutable", operator: "eq", value: true };
