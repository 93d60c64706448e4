import type { Condition, Filter } from "@/lib/filters/filter";

/** A repeatable source of numbers in [0, 1): mulberry32. */
export const randomFrom = (seed: number) => {
  let state = seed;
  return (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
};

/** A filter of any shape at most `depthMax` deep, over `conditions`. For tests. */
export const randomFilter = (
  random: () => number,
  conditions: readonly Condition[],
  depthMax: number,
): Filter => {
  const parts = () =>
    Array.from({ length: 1 + Math.floor(random() * 3) }, () =>
      randomFilter(random, conditions, depthMax - 1),
    );
  const shape = depthMax <= 1 ? 1 : random();
  if (shape < 0.25) return { and: parts() };
  if (shape < 0.5) return { or: parts() };
  if (shape < 0.7) return { not: randomFilter(random, conditions, depthMax - 1) };
  const condition = conditions[Math.floor(random() * conditions.length)];
  if (condition === undefined) throw new Error("Give at least one condition.");
  return condition;
};

/** Whether a filter holds, when `holds` decides about each condition. */
export const evaluate = (filter: Filter, holds: (condition: Condition) => boolean): boolean => {
  if ("and" in filter) return filter.and.every((part) => evaluate(part, holds));
  if ("or" in filter) return filter.or.some((part) => evaluate(part, holds));
  if ("not" in filter) return !evaluate(filter.not, holds);
  return holds(filter);
};
