import { z } from "zod";
import type { Filter } from "@/lib/filters/filter";
import type { ApiError } from "./api-error";
import { all } from "./filter-fields";
import { filtersReference, scopeRequiredText } from "./filters-schema";
import { FilterProblem, isScoped, parseFilters } from "./parse-filters";
import { entityIdInBody, scopeFilter, scopeFrom } from "./scope-parameters";

/**
 * Whom a list or a search of Mem0's first two versions is about: the four ids, as clients before 2026 send them, `filters`, or both,
 * which narrow each other.
 */
export const idsOrFilters = {
  user_id: entityIdInBody,
  agent_id: entityIdInBody,
  app_id: entityIdInBody,
  run_id: entityIdInBody,
  filters: z.unknown().optional().meta({ $ref: filtersReference }),
};

/** The filter of both. Throws a refusal when a filter is not valid, or when neither names an entity. */
export const filterOfIdsOrFilters = (
  { filters, ...ids }: z.output<z.ZodObject<typeof idsOrFilters>>,
  refusal: (text: string) => ApiError,
): Filter => {
  const scope = scopeFilter(scopeFrom(ids));
  const parts = [...(scope === null ? [] : [scope]), ...(isEmpty(filters) ? [] : [parsed(filters, refusal)])];
  const filter = all(parts);
  if (parts.length === 0 || !isScoped(filter)) throw refusal(scopeRequiredText);
  return filter;
};

const isEmpty = (filters: unknown): boolean =>
  filters === undefined ||
  filters === null ||
  (typeof filters === "object" && !Array.isArray(filters) && Object.keys(filters).length === 0);

const parsed = (filters: unknown, refusal: (text: string) => ApiError): Filter => {
  try {
    return parseFilters(filters);
  } catch (error) {
    throw error instanceof FilterProblem ? refusal(error.message) : error;
  }
};
