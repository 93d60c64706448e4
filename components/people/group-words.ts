import { countWords } from "@/lib/memories/count-words";
import type { FindingGroup, FoundEntity, FoundMemory } from "@/lib/people/types";
import { chosenCount } from "./chosen";
import { stillSearched } from "./person-findings";
import type { PeopleTable } from "./people-table";

type Progress = Pick<PeopleTable, "findings" | "storeIds" | "isSearching">;

/** Whether more may come of a group. */
export const isComing = (group: FindingGroup, { findings, storeIds, isSearching }: Progress): boolean =>
  isSearching && stillSearched(findings, group, storeIds).length > 0;

/** How many memories these ids have together, as far as that is counted. */
export const theirsNumber = (entities: readonly FoundEntity[], isMoreComing: boolean): string => {
  const { count, prefix } = chosenCount({ entities, memories: [] });
  const words = `${prefix}${countWords({ value: count, isExact: true })}`;
  return soFar(entities, words, isMoreComing);
};

export const possiblyNumber = (entities: readonly FoundEntity[], isMoreComing: boolean): string =>
  soFar(
    entities,
    `${entities.length.toLocaleString("en")} ${entities.length === 1 ? "ID" : "IDs"}`,
    isMoreComing,
  );

export const memoriesNumber = (
  memories: readonly FoundMemory[],
  { isCut, isMoreComing }: { isCut: boolean; isMoreComing: boolean },
): string => soFar(memories, countWords({ value: memories.length, isExact: !isCut }), isMoreComing);

const soFar = (items: readonly unknown[], words: string, isMoreComing: boolean): string => {
  if (!isMoreComing) return words;
  return items.length === 0 ? "Searching…" : `${words} so far`;
};

/** Why a group has no line: a fact only where every store has said so. */
export const emptyWords = (group: FindingGroup, none: string, { findings, storeIds }: Progress): string => {
  const silent = storeIds.filter((id) => {
    const store = findings.stores.get(id);
    return store === undefined || !store.searched.has(group);
  });
  if (silent.length === 0) return none;
  return silent.length === storeIds.length
    ? "Not known: no store could be searched for this."
    : "Nothing in the stores that could be searched.";
};
