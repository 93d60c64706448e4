import type { Database } from "@/lib/database/server/database";
import type { Reach, MatchingSelection, StoreSelection, Coverage } from "./selection";
import type { SelectionPreview, SelectedPage } from "./preview";
import type { EntityKind, EntityPage, EntityPosition, EntitySort } from "@/lib/memories/entity";
import type { Filter, FilterField, FilterOperator } from "@/lib/filters/filter";
import type {
  Count,
  FacetValue,
  Memory,
  MemoryId,
  MemorySort,
  MemoryVersion,
  SuggestedField,
} from "@/lib/memories/types";
import type { MemoryPage, MemoryPosition } from "@/lib/memories/memory-page";
import type { MonthCounts } from "@/lib/memories/month-counts";
import type { FindPersonInput, PersonPart } from "./person";
import type { StoreResidue } from "./residue";
import type { StoreId, StoreKind } from "./store-ids";
import type { UnreadableMemory } from "@/lib/memories/unreadable";

export type ListMemoriesInput = {
  filter: Filter | null;
  sort: MemorySort;
  /** Keyset position: the page after (or before) this memory; null for the first page. */
  cursor: { direction: "after" | "before"; position: MemoryPosition } | null;
  /** 1–200. */
  limit: number;
};

export type ListEntitiesInput = {
  kind: EntityKind;
  /** Part of the value, in any case and taken literally; empty for all. */
  text: string;
  sort: EntitySort;
  /** Keyset position in the same order: the page after (or before) this entity; null for the first page. */
  cursor: { direction: "after" | "before"; position: EntityPosition } | null;
  /** 1–200. */
  limit: number;
};

export type ListNearEntitiesInput = {
  kind: EntityKind;
  /** Not empty. */
  text: string;
  limit: number;
};

export type CountByMonthInput = {
  filter: Filter | null;
  /** The kind of entity whose most frequent values are counted apart; null for none. */
  by: EntityKind | null;
  /** The months that are told apart end with the one of this instant. */
  now: Date;
};

export type CountByAgeInput = {
  /** A memory belongs to the first of them that it matches. */
  parts: readonly Filter[];
  /** Instants between the ages, the latest first. */
  bounds: readonly Date[];
};

export type CountSelectionInput = Reach & { selection: MatchingSelection };

export type CoverageInput = {
  filter: Filter;
  /** How many memories it matches at most, at the cutoff; `isExact`: exactly so many. */
  countMax: number;
  isExact: boolean;
  /** Memories stored later are out of reach, and no part of the store. */
  cutoffAt: Date;
};

/** What of a selection is within its reach, and what it holds besides: stored, or changed, since the preview. */
export type ReachedCount = { takenCount: number; joinedCount: number };

export type PreviewInput = Reach & {
  selection: StoreSelection;
  /** What is compared with the whole store when at least `fromCount` are taken; null for nothing. */
  compared: { filter: Filter; fromCount: number } | null;
  /** Memories that match and stay all the same, to be counted beside; null for none. */
  kept: MatchingSelection | null;
  /** Whether memories near the selected ones are looked for (see `NearMemories`). */
  asksNear: boolean;
  /** A remote store calls it with each memory that it counts, at least once and before the preview is answered. */
  record?: (memories: readonly Memory[]) => Promise<void>;
};

/** `snapshot`: the transactions that it saw, in Postgres' words, or `byTimesAlone`; null in a remote store. */
export type StorePreview = Omit<SelectionPreview, "id" | "heldBy"> & {
  snapshot: string | null;
  /** By each filter of the selection's `held`, in their order. */
  heldByEach: number[];
};

export type ListSelectedInput = Reach & {
  selection: StoreSelection;
  /** The page after this memory, newest first; null for the first page. */
  cursor: MemoryPosition | null;
  /** 1–200. */
  limit: number;
};

export type OpenExportInput = Reach & {
  selection: StoreSelection;
  /** Closes the export when it aborts. */
  signal?: AbortSignal;
};

/** Memories being read out, as they were at one instant, in no particular order and in bounded memory. */
export type MemoryExport = {
  /** Exactly how many lines there are. */
  count: number;
  /** How many more were found that could not be read, and are in no line. */
  unreadableCount: number;
  /** Each the JSON of one memory in the names of Mem0's API, without a line break. */
  lines: AsyncIterable<string>;
  /** The caller closes it, read to its end or not; twice is once. */
  close: () => Promise<void>;
};

/**
 * What a store cannot do by itself. The console says so where it matters, instead of hiding it: what is missing is done over
 * a bounded, labelled set, or not at all.
 */
export type StoreCapabilities = {
  /** Whether a count is always exact; otherwise it may be a lower bound. */
  countsExactly: boolean;
  /** Its memories lie on several nodes, without one snapshot of all: while others write, a number is of no single instant. */
  isOnNodes?: true;
  /** The orders in which it lists. */
  sorts: readonly MemorySort[];
  /** Fields of the filter that are decided here, on at most `examinedMax` memories read for it; empty when it decides all. */
  examinedFields: readonly FilterField[];
  examinedMax: number;
  /** Fields that its memories do not have at all, or that it cannot tell. */
  missingFields: readonly FilterField[];
  /** Operators that it cannot answer on any field. */
  missingOperators: readonly FilterOperator[];
};

/**
 * A place where memories live. The port speaks Lethe's glossary and no vendor's words; each kind of store has an adapter.
 * Every method throws when the store cannot answer (a remote one: StoreError): a failed read never looks like an empty one.
 */
interface BrowsedStore {
  readonly id: StoreId;
  readonly kind: StoreKind;
  readonly name: string;
  readonly capabilities: StoreCapabilities;

  list(input: ListMemoriesInput): Promise<MemoryPage>;
  /** Counts matching memories; stops the store's work when `signal` aborts. */
  count(filter: Filter | null, signal?: AbortSignal): Promise<Count>;
  /** The same for several filters at once, where the store can do that. */
  countEach(filters: readonly (Filter | null)[], signal?: AbortSignal): Promise<Count[]>;
  /** Counts matching memories by the month of their creation; absent where that cannot be told. Stops when `signal` aborts. */
  countByMonth?(input: CountByMonthInput, signal?: AbortSignal): Promise<MonthCounts>;
  /**
   * Counts all memories by when they last changed, and by the parts that they belong to: for each age, the latest first, a number
   * for each part and one for what belongs to none. Absent where that cannot be told.
   */
  countByAge?(input: CountByAgeInput, signal?: AbortSignal): Promise<number[][]>;
  /** Counts no further than `max`: absent where `count` gives up by itself. */
  countUpTo?(input: { filter: Filter | null; max: number }, signal?: AbortSignal): Promise<Count>;
  /**
   * The exact number of memories that a matching selection takes: those that match, are within reach, and are not
   * excluded. What freezing finds, if nothing changes in between.
   */
  countSelection(input: CountSelectionInput): Promise<number>;
  /** How much of the store a filter covers; where that is unknown, rather more than less. */
  readCoverage(input: CoverageInput): Promise<Coverage>;
  /** Throws StoreError `unreadable` for one that is there and could not be read. */
  find(id: MemoryId): Promise<Memory | null>;
  /** Oldest first; empty when the memory does not exist. */
  listVersions(id: MemoryId): Promise<MemoryVersion[]>;
  /** The most frequent values of a field that contain `text`, most frequent first, at most `limit`. */
  listFacets(input: { field: SuggestedField; text: string; limit: number }): Promise<FacetValue[]>;
  /** Users, agents, apps or runs with how many memories name each, and since when; stops when `signal` aborts. */
  listEntities(input: ListEntitiesInput, signal?: AbortSignal): Promise<EntityPage>;
  /** Entities of a kind whose id is like a text, the most alike first; stops when `signal` aborts. */
  listNearEntities(input: ListNearEntitiesInput, signal?: AbortSignal): Promise<FacetValue[]>;
  /** What there is of a person, as it is found: see `PersonPart`. Stops when `signal` aborts. */
  findPerson(input: FindPersonInput, signal: AbortSignal): AsyncIterable<PersonPart>;
  preview(input: PreviewInput): Promise<StorePreview>;
  /** What a selection takes at its cutoff, page by page. */
  listSelected(input: ListSelectedInput): Promise<SelectedPage>;
  /** All that a selection takes at its cutoff; see `MemoryExport`. */
  openExport(input: OpenExportInput): Promise<MemoryExport>;
}

/**
 * A store in Lethe's own database: deleting and its bookkeeping are one transaction, which lib/deletions/server/builtin
 * makes.
 */
export interface TransactionalStore extends BrowsedStore {
  readonly deletes: "in_transaction";
  /** How many memories a selection holds that are out of its reach: stored, or changed, since it was previewed. */
  countJoined(input: Reach & { selection: StoreSelection }): Promise<number>;
  /**
   * Whether transactions that had begun to write memories by the cutoff have ended since: what they stored is then to be
   * seen. `waiting` is what the answer before was waiting for; null at first. Answers null when there is nothing to wait for.
   */
  findWriters(input: {
    cutoffAt: Date;
    waiting: readonly string[] | null;
  }): Promise<readonly string[] | null>;
  /**
   * Upkeep after deletions, so that no erased text can be reached on disk or in the database's statistics any more. Locks
   * nothing. Answers whether all of it was done; what was not stays due.
   */
  settle(database: Database): Promise<boolean>;
  /** Whether any process deleted something since the store was last settled. */
  isUpkeepDue(database: Database): Promise<boolean>;
}

/**
 * Memories that were met in a store, and those among them that could not be read: one of another form hides no other, and is
 * never left out in silence.
 */
export type MetMemories = { memories: Memory[]; unreadable: UnreadableMemory[] };

/** Memories to look for, or to delete: at most `batchSizeMax` at a time. */
export type RemoteBatch = { ids: readonly MemoryId[]; signal: AbortSignal };

/** `memories`: those of them that were just read, for what a store wants to know of them. */
export type BatchToDelete = RemoteBatch & { memories?: readonly Memory[] };

/**
 * A store elsewhere. Lethe keeps the books (lib/deletions/server/remote): an adapter only sends and reads, in steps that can
 * be repeated after a crash, and deletes by nothing but ids. Fails with StoreError.
 */
export interface RemoteStore extends BrowsedStore {
  readonly deletes: "remotely";
  /**
   * How many memories it is asked to delete before they are read back, at most `batchSizeMax`: few enough that a deletion
   * can be paused or cancelled within seconds.
   */
  readonly deletesAtOnce: number;
  /**
   * Every memory that matches, each at least once, with all that is normally hidden, in parts of at most `batchSizeMax`; and
   * each that could not be read and may match. What is relative to the time is so to `at`; to now when absent. Throws StoreError
   * `moving` when it cannot be sure to have seen all of them.
   */
  walk(input: { filter: Filter | null; at?: Date; signal: AbortSignal }): AsyncIterable<MetMemories>;
  /**
   * Those of these that are in the store, with all that is normally hidden, each under the id that it was asked for by: what
   * is in neither list is not there.
   */
  findMany(batch: RemoteBatch): Promise<MetMemories>;
  /**
   * Of memories that `findMany` found, those that are still there, by a way that goes on when the store refuses the key.
   * Absent where there is none.
   */
  findSent?(batch: RemoteBatch): Promise<MetMemories>;
  /**
   * Has these deleted. To be answered is not to be believed: the caller reads back. Safe to send again. Throws when the store
   * refused or could not be reached; some may be deleted all the same.
   */
  deleteMemories(batch: BatchToDelete): Promise<void>;
  /** Which of these deleted memories the store's history still tells of; null when it has none to ask. */
  findRemembered(batch: RemoteBatch): Promise<ReadonlySet<MemoryId> | null>;
  /** Memories whose text has all these words, by the store's own search, at most 1,000; null when it cannot be searched so. */
  searchWords(input: { words: readonly string[]; signal: AbortSignal }): Promise<readonly MemoryId[] | null>;
  /** Where copies outlive a deletion that can be looked for; absent when the kind of store has none that Lethe knows of. */
  readonly residue?: StoreResidue;
}

export type MemoryStore = TransactionalStore | RemoteStore;
