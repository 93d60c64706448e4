import type { SQL } from "drizzle-orm";
import type { Condition } from "@/lib/filters/filter";

/**
 * What is known of the stored values and the planner cannot guess; changes the speed of a query and never its answer, but for what
 * is written in between.
 */
export type PlannerHints = {
  rareCategories: ReadonlySet<string>;
  /** Of conditions of a filter, another condition that everything meets which meets them, and that finds it faster. */
  among?: ReadonlyMap<Condition, SQL>;
};
