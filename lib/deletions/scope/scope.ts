import type { z } from "zod";
import type { Filter } from "@/lib/filters/filter";
import { entityFields, type EntityField } from "@/lib/memories/types";
import type { scopeSchema } from "./scope-schema";

/** Mem0's sign for "any value that is not null", when it is the whole of an entity's value. */
export const wildcard = "*";

/**
 * What is to be deleted in Mem0's own delete-all terms (https://docs.mem0.ai/platform/features/delete-memories): null is no
 * filter. Several filters narrow, wildcards among them.
 */
export type Scope = z.infer<typeof scopeSchema>;

export const emptyScope: Scope = {
  user_id: null,
  agent_id: null,
  app_id: null,
  run_id: null,
  metadata: null,
};

/** The entities of which a scope takes any, in Mem0's order. */
export const wildcardsOf = (scope: Scope): EntityField[] =>
  entityFields.filter((field) => scope[field] === wildcard);

/** Whether a scope takes every memory: all four wildcards and nothing else. Three of four do not, nor four and metadata. */
export const isWipe = (scope: Scope): boolean =>
  scope.metadata === null && wildcardsOf(scope).length === entityFields.length;

/** Whether a selection asks for every memory in so many words. A filter that happens to match all does not: see `effectOf`. */
export const isWipeSelection = (
  selection: { kind: "scope"; scope: Scope } | { kind: "listed" | "matching" | "entity" },
): boolean => selection.kind === "scope" && isWipe(selection.scope);

/**
 * What a scope takes: `nothing` when it has no filter, which is an error wherever something is to be deleted; `everything`
 * for a wipe, memories without any entity included; otherwise what matches all of its filters. Mem0's pages disagree on
 * whether several filters narrow; for what cannot be undone the narrow reading is the safe one.
 */
export type ScopeReach = { kind: "nothing" } | { kind: "everything" } | { kind: "matching"; filter: Filter };

export const scopeReach = (scope: Scope): ScopeReach => {
  if (isWipe(scope)) return { kind: "everything" };
  const conditions = [...entityConditions(scope), ...metadataConditions(scope.metadata)];
  const [first] = conditions;
  if (first === undefined) return { kind: "nothing" };
  return { kind: "matching", filter: conditions.length === 1 ? first : { and: conditions } };
};

const entityConditions = (scope: Scope): Filter[] =>
  entityFields.flatMap((field): Filter[] => {
    const value = scope[field];
    if (value === null) return [];
    return [value === wildcard ? { field, operator: "present" } : { field, operator: "eq", value }];
  });

const metadataConditions = (metadata: Scope["metadata"]): Filter[] =>
  Object.entries(metadata ?? {}).map(([key, value]) => ({ field: "metadata", key, operator: "eq", value }));

/** Said wherever something was to be deleted without a filter. */
export const noFilterMessage =
  'No filter: this would delete every memory in the store. Filter by at least one of user_id, agent_id, app_id or run_id, or by metadata or any other field. The value "*" for one of these four means every memory that has any value there; only "*" for all four deletes everything.';
