import { linesOf, termsOf } from "@/lib/people/terms";
import type { FoundEntity, FoundMemory, PersonEntity } from "@/lib/people/types";
import { memoryCountWords } from "@/lib/memories/count-words";
import type { StoreId } from "@/lib/stores/store-ids";
import { entityKey, groupOf, memoryKey, type Findings } from "./person-findings";

/** What was ticked by hand: what is theirs is ticked from the start, and a memory of others is not. */
export type Ticks = { untickedEntities: ReadonlySet<string>; memories: ReadonlySet<string> };
export const ticksNone: Ticks = { untickedEntities: new Set(), memories: new Set() };

/**
 * What was confirmed that makes an id theirs: itself, or else the same id in another store or of another kind, as what is confirmed is
 * looked for everywhere. None when it is theirs since it was typed.
 */
export const confirmedAs = (
  entity: PersonEntity,
  confirmed: readonly PersonEntity[],
  typed: string,
): PersonEntity[] => {
  const key = entityKey(entity);
  const itself = confirmed.filter((each) => entityKey(each) === key);
  if (termsOf(typed).includes(entity.value) || linesOf(typed).includes(entity.value)) return itself;
  return confirmed.filter(({ value }) => value === entity.value);
};

/** What is to be erased. */
export type Chosen = { entities: readonly FoundEntity[]; memories: readonly FoundMemory[] };

/** Of what is on the screen now, what is ticked. A memory that has become theirs is taken with its entity. */
export const chosenOf = (findings: Findings, ticks: Ticks): Chosen => ({
  entities: groupOf(findings, "theirs").items.filter(
    (entity) => !ticks.untickedEntities.has(entityKey(entity)),
  ),
  memories: distinct([
    ...groupOf(findings, "about").items,
    ...groupOf(findings, "in_their_runs").items,
  ]).filter((memory) => ticks.memories.has(memoryKey(memory))),
});

/** `isExact`: so many; else `prefix` says in which direction the number may be wrong. */
export type ChosenCount = {
  count: number;
  prefix: "" | "up to " | "at least " | "about ";
  storeCount: number;
};

/**
 * How many memories that is, as far as the search has counted. A memory has one user, one agent, one app and one run: what is
 * counted for ids of one kind is not counted twice, and for ids of two kinds it may be.
 */
export const chosenCount = ({ entities, memories }: Chosen): ChosenCount => {
  const kinds = new Map<StoreId, Set<string>>();
  for (const { storeId, kind } of entities) kinds.set(storeId, (kinds.get(storeId) ?? new Set()).add(kind));
  const mayBeLess = [...kinds.values()].some(({ size }) => size > 1);
  const mayBeMore = entities.some(({ count }) => !count.isExact);
  return {
    count: entities.reduce((sum, { count }) => sum + count.value, 0) + memories.length,
    prefix: mayBeLess ? (mayBeMore ? "about " : "up to ") : mayBeMore ? "at least " : "",
    storeCount: storesOf({ entities, memories }).length,
  };
};

export const storesOf = ({ entities, memories }: Chosen): StoreId[] => [
  ...new Set([...entities, ...memories].map(({ storeId }) => storeId)),
];

/** "105 memories in 2 stores" */
export const chosenWords = ({ count, prefix, storeCount }: ChosenCount): string =>
  `${prefix}${memoryCountWords(count)} in ${storeCountWords(storeCount)}`;

export const storeCountWords = (count: number): string =>
  `${count.toLocaleString("en")} ${count === 1 ? "store" : "stores"}`;

const distinct = (memories: readonly FoundMemory[]): FoundMemory[] => [
  ...new Map(memories.map((memory) => [memoryKey(memory), memory])).values(),
];
