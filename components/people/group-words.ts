import { countWords, memoryCountWords } from "@/lib/memories/count-words";
import type { FindingGroup, FoundEntity, FoundMemory } from "@/lib/people/types";
import type { StoreId } from "@/lib/stores/store-ids";
import { chosenCount } from "./chosen";
import { stillSearched } from "./person-findings";
import type { PeopleTable } from "./people-table";

type Progress = Pick<PeopleTable, "findings" | "storeIds" | "isSearching">;

/** Whether more may come of a group. */
export const isComing = (group: FindingGroup, { findings, storeIds, isSearching }: Progress): boolean =>
  isSearching && stillSearched(findings, group, storeIds).length > 0;

/** How many memories these ids have together, as far as that is counted. */
export const theirsNumber = (entities: readonly FoundEntity[], progress: Progress): string =>
  numberWords("theirs", entities, soMany(entities), progress);

const soMany = (entities: readonly FoundEntity[]): string => {
  const { count, prefix } = chosenCount({ entities, memories: [] });
  return `${prefix}${memoryCountWords(count)}`;
};

export const possiblyNumber = (entities: readonly FoundEntity[], progress: Progress): string =>
  numberWords(
    "possibly_theirs",
    entities,
    `${entities.length.toLocaleString("en")} ${entities.length === 1 ? "ID" : "IDs"}`,
    progress,
  );

export const memoriesNumber = (
  group: "about" | "in_their_runs",
  memories: readonly FoundMemory[],
  { isCut, ...progress }: Progress & { isCut: boolean },
): string => numberWords(group, memories, countWords({ value: memories.length, isExact: !isCut }), progress);

/** A number, and whether it is all: while stores are searched, and after one has failed, it is what was found. */
const numberWords = (
  group: FindingGroup,
  items: readonly unknown[],
  words: string,
  progress: Progress,
): string => {
  if (isComing(group, progress)) return items.length === 0 ? "Searching…" : `${words} so far`;
  const isWhole = silentStores(group, progress).length === 0;
  if (items.length === 0) return isWhole ? "None" : "Not known";
  return isWhole ? words : `${words} found`;
};

/** Stores that have not said all of a group. */
const silentStores = (group: FindingGroup, { findings, storeIds }: Progress): StoreId[] =>
  storeIds.filter((id) => findings.stores.get(id)?.searched.has(group) !== true);

/** Why a group has no line: a fact only where every store has said so. */
export const emptyWords = (group: FindingGroup, none: string, progress: Progress): string => {
  const silent = silentStores(group, progress);
  if (silent.length === 0) return none;
  return silent.length === progress.storeIds.length
    ? "Not known: no store could be searched for this."
    : "Nothing in the stores that could be searched.";
};
