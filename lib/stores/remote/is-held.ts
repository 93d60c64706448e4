import type { Condition, Filter } from "@/lib/filters/filter";
import { matchesFilter } from "@/lib/filters/matches-filter";
import { unknownInstant } from "@/lib/instants/unknown-instant";
import type { Memory } from "@/lib/memories/types";

const anyTime = new Date(0);

/**
 * Whether a hold covers a memory: it matches one of these filters, none of which depends on the time. What its store does not tell
 * of it may be as the filter wants it, and does not let it go.
 */
export const isHeld = (held: readonly Filter[] | undefined, memory: Memory): boolean =>
  held?.some((filter) => mayBe(filter, memory, true)) === true;

/** Whether a filter may match a memory, or, where that is not wanted, may not. */
const mayBe = (filter: Filter, memory: Memory, isWanted: boolean): boolean => {
  if ("not" in filter) return mayBe(filter.not, memory, !isWanted);
  if ("and" in filter || "or" in filter) {
    const parts = "and" in filter ? filter.and : filter.or;
    const may = (part: Filter) => mayBe(part, memory, isWanted);
    return "and" in filter === isWanted ? parts.every(may) : parts.some(may);
  }
  return isUntold(filter, memory) || matchesFilter(filter, memory, anyTime) === isWanted;
};

const isUntold = ({ field }: Condition, memory: Memory): boolean => {
  if (memory.isUntold === true) return field !== "memory_ids";
  if (field === "created_at") return memory.createdAt === unknownInstant;
  return field === "updated_at" && memory.updatedAt === unknownInstant;
};
