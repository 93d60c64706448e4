import { z } from "zod";
import type { EntityKind } from "@/lib/entities/types";
import type { Actor } from "@/lib/members/types";
import type { Filter } from "@/lib/filters/filter";
import type { Memory, MemoryId } from "@/lib/memories/types";
import type { MemoryPosition, StoreId } from "@/lib/stores/types";
import type { Unreadable } from "@/lib/stores/unreadable";
import type { Copies } from "./copies";
import type { Coverage } from "./effect";
import type { Scope } from "./scope";
import type { DeletionStatus } from "./status";
import type { Verification } from "./verification";

export const deletionIdSchema = z.uuid().brand<"DeletionId">();
export type DeletionId = z.infer<typeof deletionIdSchema>;

export const previewIdSchema = z.uuid().brand<"PreviewId">();
export type PreviewId = z.infer<typeof previewIdSchema>;

/** At most this many memories are deleted in one step; also the most ids one batch call of Mem0's API takes. */
export const batchSizeMax = 1000;

/**
 * `delete`: one listed memory. `batch`: several listed ones. `delete_matching`: all that match a filter, minus exclusions.
 * `delete_all`: all in a scope. `wipe`: everything. `delete_entity`: a user, agent, app or run with all memories that name it.
 */
export const deletionOperations = [
  "delete",
  "batch",
  "delete_matching",
  "delete_all",
  "wipe",
  "delete_entity",
] as const;
export type DeletionOperation = (typeof deletionOperations)[number];

/** Why a deletion failed as a whole, when it was not the database that answered so. */
export const deletionErrorCodes = ["selection_unreadable", "store_not_found", "unexpected"] as const;

/** Why an item failed whose memory the store answered to have deleted, and which was found again. */
/** The database finds no space on its disk; the deletion waits for some. */
export const diskFullErrorCode = "database_53100";

export const residualErrorCode = "still_stored";

/** Why an item failed that was sent to a remote store, or about to be, when its deletion ended: nobody read it back. */
export const notReadBackErrorCode = "not_read_back";

/** Why an item was kept that was changed since the preview, or stored under its id. */
export const changedErrorCode = "changed_since_preview";

/** What a deletion waits for before it looks for its memories: see waitForWriters. */
export const writersErrorCode = "writers_under_way";

/** Why an item failed that matched when it was frozen, and could not be read when its turn came. */
export const unreadableErrorCode = "store_unreadable";

export const itemStates = ["deleted", "already_absent", "failed", "pending", "kept"] as const;
/**
 * What became of one memory. `pending` has not been reached; `kept` was never reached, as the deletion ended before it, or
 * had been changed since the preview.
 */
export type ItemOutcome = "deleted" | "already_absent" | "failed" | "kept";
export type ItemState = (typeof itemStates)[number];

/** What of a matching selection stays all the same. */
export type Exceptions = {
  excludedIds: MemoryId[];
  /** Immutable memories can be deleted; whether they are is for the person to say. */
  keepsImmutable: boolean;
};

/** What is to be deleted: listed memories, or all that a filter, a scope or an entity takes. */
export type Selection =
  | { kind: "listed"; ids: MemoryId[] }
  | ({ kind: "matching"; filter: Filter | null } & Exceptions)
  | ({ kind: "scope"; scope: Scope } & Exceptions)
  | { kind: "entity"; entity: { kind: EntityKind; value: string }; keepsImmutable?: boolean | undefined };

/** A selection in the terms of a store, which knows filters only; `filter` null is everything. */
export type StoreSelection = { kind: "listed"; ids: MemoryId[] } | MatchingSelection;
export type MatchingSelection = { kind: "matching"; filter: Filter | null; excludedIds: MemoryId[] };

/** A selection as the deletion row keeps it: listed ids are item rows. */
export type StoredSelection = { kind: "listed"; count: number } | Exclude<Selection, { kind: "listed" }>;

/** A selection as history shows it: of what was left out, the number. */
export type ShownSelection =
  | { kind: "listed"; count: number }
  | ({ kind: "matching"; filter: Filter | null } & ShownExceptions)
  | ({ kind: "scope"; scope: Scope } & ShownExceptions)
  | { kind: "entity"; entity: { kind: EntityKind; value: string }; keepsImmutable?: boolean | undefined };
type ShownExceptions = { excludedCount: number; keepsImmutable: boolean };

/** A deletion as it crosses the wire: instants are ISO 8601 in UTC. */
export type Deletion = {
  id: DeletionId;
  storeId: StoreId;
  storeName: string;
  operation: DeletionOperation;
  status: DeletionStatus;
  actor: Actor;
  selection: ShownSelection;
  reason: string | null;
  ticket: string | null;
  /** Number shown at confirmation. */
  expectedCount: number;
  /** Number frozen; null until then. Once finished it is deleted + absent + failed + kept. */
  requestedCount: number | null;
  deletedCount: number;
  absentCount: number;
  failedCount: number;
  /** Of those that failed: nobody could read back whether they are gone. */
  unknownCount: number;
  /** Of the frozen ones, those that were kept as they had been changed since the preview. */
  changedCount: number;
  /** Those that matched when it began and were not frozen, as they had been stored or changed since the preview. */
  joinedCount: number;
  /** Immutable memories that matched when it was frozen, and stay since they were to be kept. */
  keptImmutableCount: number;
  /**
   * Why it failed as a whole: see `deletionErrorCodes`, `store_` and what the store answered, or `database_` and a SQLSTATE.
   * Of one that has not ended, what it waits for.
   */
  errorCode: string | null;
  /** What reading back found, the last time; null when that was never done. */
  verification: Verification | null;
  /** What its store was found to keep elsewhere of what was deleted; null while nobody looked. */
  copies: Copies | null;
  /** When Lethe reads it back next by itself, as it could not at its end; null when it does not. */
  reviewAt: string | null;
  /** Memories stored later were not deleted. */
  cutoffAt: string;
  createdAt: string;
  startedAt: string | null;
  finishedAt: string | null;
};

/** A deletion's place in the order of history, newest first. */
export type DeletionPosition = { at: string; id: DeletionId };

/** `nextPosition` is null on the last page. */
export type DeletionPage = { deletions: Deletion[]; nextPosition: DeletionPosition | null };

/**
 * Deletions that name nobody, by what they were of: whether they took memories of an entity cannot be told from them.
 * `unreadable` ones may name somebody, under a secret that is not this one.
 */
export type UntoldCounts = { listed: number; filter: number; everything: number; unreadable: number };

export type DeletionItem = {
  seq: number;
  memoryId: MemoryId;
  state: ItemState;
  errorCode: string | null;
};

/** `nextSeq` is the last sequence number of this page; null on the last page. */
export type DeletionItemPage = { items: DeletionItem[]; nextSeq: number | null };

/** What a deletion did with one memory that it names. */
export type MemoryDeletion = { deletion: Deletion; state: ItemState };

/** The newest deletions that name a memory; not `isComplete` when looking took too long. */
export type MemoryDeletions = { deletions: MemoryDeletion[]; isComplete: boolean };

/** The properties by which a preview tells apart what would be deleted. */
export const breakdownFields = ["user_id", "agent_id", "app_id", "run_id", "categories"] as const;
export type BreakdownField = (typeof breakdownFields)[number];

/** `value` null: memories that have none. A memory of several categories counts in each of them, so those do not add up. */
export type BreakdownRow = { value: string | null; count: number };
export type Breakdown = {
  /** The largest named values first (at most 20), then the memories without one, if any. */
  rows: BreakdownRow[];
  /** How many different named values there are in all. */
  valueCount: number;
};

/** A memory as a preview shows it. `memory` is cut after 2,000 characters, and then ends in "…". */
export type SampleMemory = Pick<
  Memory,
  "id" | "memory" | "userId" | "agentId" | "appId" | "runId" | "createdAt" | "immutable"
> & { isExpired: boolean; isSuperseded: boolean };

/** A page of what a selection takes, newest first; `nextPosition` is null on the last one. */
export type SelectedPage = { memories: SampleMemory[]; nextPosition: MemoryPosition | null };

/**
 * Memories without a user that are not selected, and of the same runs as some that are: what an agent noted about a person
 * can be among them. Asked only when the selection is about a user.
 */
export type NearMemories =
  | { kind: "not_asked" }
  /** It took too long to tell, or the selected memories are of more runs than can be looked through. */
  | { kind: "unknown" }
  | {
      kind: "counted";
      count: number;
      /** Of how many runs they are. */
      runCount: number;
      /** Finds them in the table of memories; null when there are none, or of more runs than a filter can name. */
      filter: Filter | null;
      /** The newest 5. */
      sample: SampleMemory[];
    };

/**
 * What a selection would delete, counted now and by looking at every memory of it. In the built-in store, and where Mem0's own
 * Postgres is read, in one snapshot, so that every number is exact; of any other store memory by memory, so that what changes
 * meanwhile may be counted or not.
 */
export type SelectionPreview = {
  /** To be sent back with the confirmation, which binds to the memories of this preview. */
  id: PreviewId;
  /** Memories that exist now and would be deleted. */
  count: number;
  /** Listed ids that are not in the store (always 0 for a matching selection). */
  absentCount: number;
  breakdowns: Record<BreakdownField, Breakdown>;
  /** By month of creation in UTC ("2026-03"), oldest first, months without memories left out; at most 120, the newest. */
  byMonth: { month: string; count: number }[];
  expiredCount: number;
  immutableCount: number;
  supersededCount: number;
  /** Immutable memories that match and stay, because keepsImmutable was asked for; null when it was not. */
  keptImmutableCount: number | null;
  /** created_at of the oldest and the newest; null when there is none. */
  oldestAt: string | null;
  newestAt: string | null;
  near: NearMemories;
  /** How much of the store it covers; null where that was not to be compared. */
  coverage: Coverage | null;
  /**
   * Memories that could not be read. Listed ones are counted, and taken by their ids; of what matches they stay, as nobody can
   * tell whether they do.
   */
  unreadable?: Unreadable;
  /** The newest 5. */
  sample: SampleMemory[];
  /** The instant of this preview, to be sent back with the confirmation. */
  cutoffAt: string;
};
