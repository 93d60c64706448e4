import { z } from "zod";
import type { Filter } from "@/lib/filters/filter";
import { FilterProblem, isScoped, parseFilters } from "./parse-filters";

/** Mem0's own words for a list or search that names no entity. */
export const scopeRequiredText = "One of the filters: app_id, user_id, agent_id, run_id is required!";

const isEmpty = (value: unknown): boolean =>
  value === undefined ||
  value === null ||
  (typeof value === "object" && !Array.isArray(value) && Object.keys(value).length === 0);

const filterFrom = (value: unknown): Filter => {
  if (isEmpty(value)) throw new FilterProblem(scopeRequiredText);
  const filter = parseFilters(value);
  if (isScoped(filter)) return filter;
  throw new FilterProblem(
    `${scopeRequiredText} It must apply to every memory found: not only under NOT, with ne, or in one branch of an OR.`,
  );
};

/** Where the description of what is served has the shape of a filter. */
export const filtersReference = "#/components/schemas/Filters";

/** `filters` of a list or search: read, and with an entity in it that every memory found has. */
export const filtersSchema = z
  .unknown()
  .transform((value, ctx): Filter => {
    try {
      return filterFrom(value);
    } catch (error) {
      if (!(error instanceof FilterProblem)) throw error;
      ctx.addIssue({ code: "custom", message: error.message });
      return z.NEVER;
    }
  })
  .meta({ $ref: filtersReference });
