import type { EntityKind } from "@/lib/memories/entity";
import type { Actor } from "@/lib/access/types";
import type { Filter } from "@/lib/filters/filter";
import type { MemoryId } from "@/lib/memories/types";
import type { StoreId } from "@/lib/stores/store-ids";
import type { Copies } from "./copies";
import type { Scope } from "./scope/scope";
import type { DeletionStatus } from "./status";
import type { Verification } from "./verification";
import type { DeletionId } from "./deletion-id";

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
export const deletionErrorCodes = [
  "selection_unreadable",
  "beyond_role",
  "store_not_found",
  "unexpected",
] as const;

/** Why a deletion was cancelled that needed a second person. */
export const declinedErrorCode = "approval_declined";
export const expiredErrorCode = "approval_expired";

/** The database finds no space on its disk; the deletion waits for some. */
export const diskFullErrorCode = "database_53100";

/** Why an item failed whose memory the store answered to have deleted, and which was found again. */
export const residualErrorCode = "still_stored";

/** Why an item failed that was sent to a remote store, or about to be, when its deletion ended, and was not read back. */
export const notReadBackErrorCode = "not_read_back";

/** Why an item was kept that was changed since the preview, or stored under its id. */
export const changedErrorCode = "changed_since_preview";

/** Why an item was kept that a hold covered when its turn came. */
export const heldErrorCode = "held";

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

/** A selection as the deletion row keeps it: listed ids are items. */
export type StoredSelection = { kind: "listed"; count: number } | Exclude<Selection, { kind: "listed" }>;

/** A selection as history shows it: of what was left out, the number. */
export type ShownSelection =
  | { kind: "listed"; count: number }
  | ({ kind: "matching"; filter: Filter | null } & ShownExceptions)
  | ({ kind: "scope"; scope: Scope } & ShownExceptions)
  | { kind: "entity"; entity: { kind: EntityKind; value: string }; keepsImmutable?: boolean | undefined };
type ShownExceptions = { excludedCount: number; keepsImmutable: boolean };

/**
 * Whether a selection stands as it was asked for. `hidden`: this role sees its shape, with references for texts and IDs.
 * `erased`: it cannot be read any more, and its shape alone is kept.
 */
export type FilterState = { state: "plain" | "hidden" } | { state: "erased"; at: string };

/** A deletion as it crosses the wire: instants are ISO 8601 in UTC. */
export type Deletion = {
  id: DeletionId;
  storeId: StoreId;
  storeName: string;
  operation: DeletionOperation;
  status: DeletionStatus;
  actor: Actor;
  selection: ShownSelection;
  filter: FilterState;
  /** It takes, or took, more than a role that deletes may: such a deletion is `memories:delete-all`'s from start to end. */
  needsDeleteAll: boolean;
  reason: string | null;
  ticket: string | null;
  /** Of the ticket in Lethe that it names, as that spells it; null where there is none. */
  ticketReference: string | null;
  /** When reason and ticket were erased on request; null when they were not. */
  textErasedAt: string | null;
  /** Number shown at confirmation. What an application asked for by a filter has none until it is frozen: null until then. */
  expectedCount: number | null;
  /** Number frozen; null until then. Once finished it is deleted + absent + failed + kept. */
  requestedCount: number | null;
  deletedCount: number;
  absentCount: number;
  failedCount: number;
  /** Of those that failed: could not be read back, so whether they are gone is unknown. */
  unknownCount: number;
  /** Of the frozen ones, those that were kept as they had been changed since the preview. */
  changedCount: number;
  /** Those that matched when it began and were not frozen, as they had been stored or changed since the preview. */
  joinedCount: number;
  /** Immutable memories that matched when it was frozen, and stay since they were to be kept. */
  keptImmutableCount: number;
  /** Memories that stay as holds cover them: of the frozen ones, and beside them. `heldBy`: the holds, where their names may be seen. */
  heldCount: number;
  heldBesideCount: number;
  heldBy: readonly { id: string; name: string }[];
  /**
   * Why it failed as a whole: see `deletionErrorCodes`, `store_` and what the store answered, or `database_` and a SQLSTATE.
   * Of one that has not ended, what it waits for.
   */
  errorCode: string | null;
  /** Whether a second person has to approve it before anything is deleted, or had to. */
  needsApproval: boolean;
  /** What reading back found, the last time; null when that was never done. */
  verification: Verification | null;
  /** What its store was found to keep elsewhere of what was deleted; null before anything was looked for. */
  copies: Copies | null;
  /** When something that it took was last found to be stored again, and how much the last look found; null: never. */
  returned: { at: string; count: number } | null;
  /** When its store is next asked whether something has come back; null: not by itself. */
  rescanAt: string | null;
  /** When Lethe reads it back next by itself, as it could not at its end; null when it does not. */
  reviewAt: string | null;
  /**
   * Whether what it has done so far is in the journal, which is what lets an erasure survive a restored backup (lib/journal); null
   * while it has done nothing.
   */
  isJournaled: boolean | null;
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
 * Deletions that name no entity, by what they were of: they do not say whether they took memories of an entity.
 * `unreadable` ones may name one, under another secret.
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
