import type { Filter } from "@/lib/filters/filter";

/** The memories that Lethe brought along. */
export const sampleFilter: Filter = { field: "sample", operator: "eq", value: true };
