import type { Filter } from "@/lib/filters/filter";
import type { MemoryId } from "@/lib/memories/types";
import type { Selection } from "../types";

/** The same selection without its immutable memories. What is listed becomes a filter by its ids, as a list has no exceptions. */
export const keepingImmutable = (selection: Selection): Selection =>
  selection.kind === "listed"
    ? { kind: "matching", filter: byIds(selection.ids), excludedIds: [], keepsImmutable: true }
    : { ...selection, keepsImmutable: true };

/** So many one condition can name, and so many conditions a filter can have: as many as can be listed. */
const idsMax = 1_000;

const byIds = (ids: readonly MemoryId[]): Filter => {
  const conditions: Filter[] = [];
  for (let start = 0; start < ids.length; start += idsMax) {
    conditions.push({ field: "memory_ids", operator: "in", value: ids.slice(start, start + idsMax) });
  }
  const [only] = conditions;
  return conditions.length === 1 && only !== undefined ? only : { or: conditions };
};
