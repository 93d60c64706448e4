import type { FoundEntity, FoundMemory, PersonEntity } from "@/lib/people/types";
import type { StoreId } from "@/lib/stores/store-ids";
import type { Ticks } from "./chosen";
import type { Findings } from "./person-findings";

/** What the groups on the page share: what was found, what is ticked, and how to tick. */
export type PeopleTable = {
  findings: Findings;
  /** The stores that are searched. */
  storeIds: readonly StoreId[];
  storeNameOf: (id: StoreId) => string;
  isSearching: boolean;
  ticks: Ticks;
  /** What was said to be the same person's. */
  confirmed: readonly PersonEntity[];
  /** What of it makes an id theirs; none of what was typed. */
  confirmedAs: (entity: PersonEntity) => readonly PersonEntity[];
  /** Whether this member can do anything with what is ticked. */
  canTick: boolean;
  /** What a deletion that was requested here and has not ended does with it; null: nothing. By `entityKey` or `memoryKey`. */
  erasureWordsOf: (key: string) => string | null;
  onTickEntities: (entities: readonly FoundEntity[], isTicked: boolean) => void;
  onTickMemories: (memories: readonly FoundMemory[], isTicked: boolean) => void;
};
