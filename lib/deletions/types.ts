import { z } from "zod";
import type { EntityKind } from "@/lib/entities/types";
import type { Actor } from "@/lib/members/types";
import type { Filter } from "@/lib/filters/filter";
import type { MemoryId } from "@/lib/memories/types";
import type { StoreId } from "@/lib/stores/types";
import type { Scope } from "./scope";
import type { DeletionStatus } from "./status";
import type { Verification } from "./verification";

export const deletionIdSchema = z.uuid().brand<"DeletionId">();
export type DeletionId = z.infer<typeof deletionIdSchema>;

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
export const deletionErrorCodes = ["count_changed", "store_not_found", "unexpected"] as const;

/** Why an item failed whose memory the store answered to have deleted, and which was found again. */
export const residualErrorCode = "still_stored";

export const itemStates = ["deleted", "already_absent", "failed", "pending", "kept"] as const;
/** What became of one memory. `pending` has not been reached; `kept` was never reached, as the deletion ended before it. */
export type ItemOutcome = "deleted" | "already_absent" | "failed";
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
  | { kind: "entity"; entity: { kind: EntityKind; value: string } };

/** A selection in the terms of a store, which knows filters only; `filter` null is everything. */
export type StoreSelection =
  { kind: "listed"; ids: MemoryId[] } | { kind: "matching"; filter: Filter | null; excludedIds: MemoryId[] };

/** A selection as the deletion row keeps it: listed ids are item rows. */
export type StoredSelection = { kind: "listed"; count: number } | Exclude<Selection, { kind: "listed" }>;

/** A selection as history shows it: of what was left out, the number. */
export type ShownSelection =
  | { kind: "listed"; count: number }
  | ({ kind: "matching"; filter: Filter | null } & ShownExceptions)
  | ({ kind: "scope"; scope: Scope } & ShownExceptions)
  | { kind: "entity"; entity: { kind: EntityKind; value: string } };
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
  /** Why it failed as a whole: see `deletionErrorCodes`, or `database_` and a SQLSTATE. */
  errorCode: string | null;
  /** What reading back found, the last time; null when that was never done. */
  verification: Verification | null;
  /** Memories stored later were out of reach. */
  cutoffAt: string;
  createdAt: string;
  startedAt: string | null;
  finishedAt: string | null;
};

/** A deletion's place in the order of history, newest first. */
export type DeletionPosition = { at: string; id: DeletionId };

/** `nextPosition` is null on the last page. */
export type DeletionPage = { deletions: Deletion[]; nextPosition: DeletionPosition | null };

export type DeletionItem = {
  seq: number;
  memoryId: MemoryId;
  state: ItemState;
  errorCode: string | null;
};

/** `nextSeq` is the last sequence number of this page; null on the last page. */
export type DeletionItemPage = { items: DeletionItem[]; nextSeq: number | null };

/** What a selection would delete, counted now. */
export type SelectionPreview = {
  /** Memories that exist now and would be deleted. */
  count: number;
  /** Listed ids that are not in the store (always 0 for a matching selection). */
  absentCount: number;
  byUser: BreakdownRow[];
  byAgent: BreakdownRow[];
  expiredCount: number;
  immutableCount: number;
  sample: { id: MemoryId; memory: string; userId: string | null; agentId: string | null }[];
  /** The instant of this preview, to be sent back with the confirmation. */
  cutoffAt: string;
};

/** `value` null: memories with no such entity; "others" are folded into `otherCount` by the preview's caller. */
export type BreakdownRow = { value: string | null; count: number };
