import { writeExact } from "@/lib/json/write-exact";
import type { ExportedMemory } from "./memory-value";
import type { Plan } from "./plan-export";

/** The export would be longer than it may, or take longer to make. */
export class ExportTooLong extends Error {
  override readonly name = "ExportTooLong";
}

/**
 * So many values are looked at for one export, properties times memories, a long one counting as several: nothing else is answered while
 * it is filled.
 */
export const valuesMax = 1_000_000;
const charactersOfOneValue = 100;

export type FilledExport = { value: unknown; unmet: string[] };
/** What was asked for and what was found, by the places of the schema, and how many characters and values may still come. */
type Progress = { asked: Set<string>; met: Set<string>; charactersLeft: number; valuesLeft: number };
const nothing = Symbol("nothing");

/**
 * Fills a planned export with memories, newest first. `unmet`: the places of the schema that nothing was found for. Throws
 * ExportTooLong when it would have more than about `charactersMax` characters, or look at more than `valuesMax` values: a schema can ask
 * for one text, or what all have in common, many times.
 */
export const fillExport = (
  plan: Plan,
  memories: readonly ExportedMemory[],
  charactersMax: number,
): FilledExport => {
  const progress: Progress = {
    asked: new Set(),
    met: new Set(),
    charactersLeft: charactersMax,
    valuesLeft: valuesMax,
  };
  const value = fill(plan, memories, progress);
  const unmet = [...progress.asked].filter((path) => !progress.met.has(path));
  return { value: value === nothing ? null : value, unmet };
};

const fill = (plan: Plan, memories: readonly ExportedMemory[], progress: Progress): unknown => {
  switch (plan.kind) {
    case "each":
      return memories.map((memory) => {
        const item = fill(plan.item, [memory], progress);
        return item === nothing ? null : item;
      });
    case "texts":
      return memories.map(({ memory }) => {
        spend(progress, memory.memory.length);
        return memory.memory;
      });
    case "count":
      return memories.length;
    case "memory": {
      const answer = memories[0]?.answer;
      spend(progress, writeExact(answer ?? null).length);
      return answer ?? nothing;
    }
    case "object":
      return Object.fromEntries(
        plan.properties.flatMap(({ name, plan: inner, whenUnmet }): [string, unknown][] => {
          spend(progress, name.length);
          const value = fill(inner, memories, progress);
          if (value !== nothing) return [[name, value]];
          return whenUnmet === "null" ? [[name, null]] : [];
        }),
      );
    case "value": {
      progress.asked.add(plan.path);
      const value = commonValue(plan, memories, progress);
      if (value !== nothing) progress.met.add(plan.path);
      return value;
    }
  }
};

/** What those memories that have something under the name have all alike, if the schema allows it. */
const commonValue = (
  { read, allows }: Extract<Plan, { kind: "value" }>,
  memories: readonly ExportedMemory[],
  progress: Progress,
): unknown => {
  let common: { value: unknown; written: string } | null = null;
  for (const memory of memories) {
    look(progress, 1);
    const value = read(memory);
    if (value === undefined || (common !== null && common.value === value)) continue;
    const written = writeExact(value);
    look(progress, written.length / charactersOfOneValue);
    if (common !== null && common.written !== written) return nothing;
    common = { value, written };
  }
  if (common === null || !allows(common.value)) return nothing;
  spend(progress, common.written.length);
  return common.value;
};

const spend = (progress: Progress, characters: number): void => {
  progress.charactersLeft -= characters;
  if (progress.charactersLeft < 0) throw new ExportTooLong();
};

const look = (progress: Progress, values: number): void => {
  progress.valuesLeft -= values;
  if (progress.valuesLeft < 0) throw new ExportTooLong();
};
