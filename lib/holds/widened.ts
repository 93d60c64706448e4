import { conditionsOf, type Filter, type FilterField } from "@/lib/filters/filter";
import type { StoreKind } from "@/lib/stores/store-ids";
import { anyMemory } from "./covers-filter";

/**
 * What a hold cannot go by in a store of a kind: its memories have it and the store does not tell it, or lets go of it by itself.
 * The Platform does not say which memories are immutable, and one that was superseded resurfaces there when the newer one goes.
 * What memories of a kind never have, as those of Mem0's server have no app, is told well enough.
 */
export const untoldFields: Readonly<Record<StoreKind, readonly FilterField[]>> = {
  builtin: [],
  "mem0-platform": ["immutable", "superseded"],
  "mem0-oss": [],
};

/** A hold's filter for a store that cannot tell these fields: it matches whatever may match. */
export const widened = (filter: Filter, untold: readonly FilterField[]): Filter =>
  conditionsOf(filter).some(({ field }) => untold.includes(field)) ? widen(filter, untold, true) : filter;

/** `isWanted` false: inside of a `not`, where a narrower filter makes a wider one. */
const widen = (filter: Filter, untold: readonly FilterField[], isWanted: boolean): Filter => {
  if ("not" in filter) return { not: widen(filter.not, untold, !isWanted) };
  if ("and" in filter) return { and: filter.and.map((part) => widen(part, untold, isWanted)) };
  if ("or" in filter) return { or: filter.or.map((part) => widen(part, untold, isWanted)) };
  if (!untold.includes(filter.field)) return filter;
  return isWanted ? anyMemory : { not: anyMemory };
};
