import type { Filter } from "@/lib/filters/filter";
import { matchesFilter } from "@/lib/filters/matches-filter";
import type { Memory } from "@/lib/memories/types";

/** Whether a hold covers a memory: it matches one of these filters, none of which depends on the day. */
export const isHeld = (held: readonly Filter[] | undefined, memory: Memory): boolean =>
  held?.some((filter) => matchesFilter(filter, memory, "1970-01-01")) === true;
