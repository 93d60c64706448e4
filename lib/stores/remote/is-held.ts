import type { Filter } from "@/lib/filters/filter";
import { matchesFilter } from "@/lib/filters/matches-filter";
import type { Memory } from "@/lib/memories/types";

const anyTime = new Date(0);

/** Whether a hold covers a memory: it matches one of these filters, none of which depends on the time. */
export const isHeld = (held: readonly Filter[] | undefined, memory: Memory): boolean =>
  held?.some((filter) => matchesFilter(filter, memory, anyTime)) === true;
