import type { Transaction } from "@/lib/database/server/database";
import type { DeletionId } from "@/lib/deletions/deletion-id";
import type { FrozenSelection } from "@/lib/deletions/frozen-selection";
import type { StoredSelection } from "@/lib/deletions/types";
import type { VerificationCheck } from "@/lib/deletions/verification";
import type { HeldBy } from "@/lib/holds/server/read-holds";
import type { HoldId } from "@/lib/holds/types";
import type { MemoryId } from "@/lib/memories/types";
import type { MatchingSelection, Reach, StoreSelection } from "@/lib/stores/selection";
import type { ReachedCount } from "@/lib/stores/types";
import type { Effort } from "./run/effort";

/**
 * How the memories of one store are frozen, deleted and looked for, with the books kept: `builtin` where memories and books
 * share a transaction, `remote` where they cannot. The runner chooses once (deleter-of.ts), and nothing after it asks which.
 */
export interface Deleter {
  /** The most items that it deletes at once. */
  readonly batchSizeMax: number;
  /** Waits until what was being written by the cutoff can be seen. Throws LeaseLostError and RunStopped. */
  waitForWriters(effort: Effort, cutoffAt: Date): Promise<void>;
  /**
   * Writes one item per memory of the selection that no hold covers, numbered from 1, inside `transaction`; and counts what is
   * covered. Of what is listed, the items tell.
   */
  freeze(transaction: Transaction, input: FreezeInput): Promise<Frozen>;
  /**
   * Deletes items, the next ones after the cursor, and calls `note` in the transaction that writes their outcomes. Throws
   * LeaseLostError, RunStopped, or what `storeFaultFrom` makes of an error.
   */
  deleteRange(effort: Effort, range: ItemRange, note: NoteOutcome): Promise<void>;
  /**
   * A few words of a few of the frozen memories, one list per text, to be searched for after they are deleted. Held in memory
   * only, and never logged.
   */
  sampleWords(input: SampleInput): Promise<string[][]>;
  /** Looks for what a deletion took, in every way the store can, in a bounded time. Changes nothing. */
  verify(input: VerifyInput & { signal: AbortSignal }): Promise<Checked>;
  /** Items that are done and whose memories are still there become failed (`residualErrorCode`); returns how many. */
  noteResidue(transaction: Transaction, items: ItemsInput, residualIds: readonly MemoryId[]): Promise<number>;
  /** What is frozen, as it is in the store now: for a second person to see before anything is deleted. Changes nothing. */
  previewFrozen(input: FrozenInput): Promise<FrozenSelection>;
  /** Closes the books on a batch that was sent when the store refuses to be asked further: `errorCode`. */
  settleSent(effort: Effort, errorCode: string): Promise<void>;
}

/** Items with `fromSeq ≤ seq ≤ toSeq`. */
export type ItemRange = { fromSeq: number; toSeq: number };

/** Outcome of one batch; each of its items counts in one of these. */
export type BatchOutcome = {
  deletedCount: number;
  absentCount: number;
  failedCount: number;
  /** Left, since they were changed since the preview. */
  changedCount: number;
  /** Left, since a hold covers them; and which holds. */
  heldCount: number;
  heldBy: readonly HoldId[];
};

/** Raises the cursor and the counts. */
export type NoteOutcome = (transaction: Transaction, outcome: BatchOutcome) => Promise<void>;

export type FreezeInput = Required<Reach> & {
  deletionId: DeletionId;
  selection: StoreSelection;
  /** What they cover and the selection matches is no item. */
  holds: readonly HeldBy[];
  /** HMAC-SHA-256 key of the item digests. */
  digestKey: Buffer;
  /** The preview that a remote store's items are taken from; null to read them from the store, and for listed ids. */
  previewId: string | null;
  signal: AbortSignal;
};

/** `held`: what of the selection stays and is no item; null where the request has counted that. */
export type Frozen = ReachedCount & { held: HeldCounted | null };

/** How many memories stay as holds cover them, and by which. */
export type HeldCounted = { count: number; by: HoldId[] };
export const noneHeld = (): HeldCounted => ({ count: 0, by: [] });

/** The items of a deletion that are done. */
export type ItemsInput = Reach & { deletionId: DeletionId; cursorSeq: number };

/** A deletion that is frozen, with `itemCount` items. */
export type FrozenInput = Required<Reach> & {
  deletionId: DeletionId;
  selection: StoredSelection;
  itemCount: number;
  previewId: string | null;
  /** In force now, or at its preview: what they cover would stay. */
  holds: readonly HeldBy[];
  /** LETHE_SECRET. */
  secret: string;
};

export type SampleWordsInput = { deletionId: DeletionId; afterSeq: number; toSeq: number; cutoffAt: Date };
export type SampleInput = SampleWordsInput & { selection: StoredSelection; signal: AbortSignal };

export type VerifyInput = ItemsInput & {
  /** Whether the items are those of a preview: what matches besides is then of after it. */
  isPreviewed: boolean;
  /** Counted again; null when ids were listed. */
  selection: MatchingSelection | null;
  /** Words to search for, a list per text; empty when none are known. */
  words: readonly string[][];
};

/** What the checks found. The ids are of a store elsewhere; the built-in one notes them by itself. */
export type Checked = {
  checks: VerificationCheck[];
  /** Items that are there although they were taken for deleted; that failed and are there; that failed and are gone. */
  residualIds: MemoryId[];
  stayedIds: MemoryId[];
  goneIds: MemoryId[];
  /** Those of which the store's history still tells; null when it could not be asked about all. */
  remembered: ReadonlySet<MemoryId> | null;
};

export const noIds = (): Omit<Checked, "checks"> => ({
  residualIds: [],
  stayedIds: [],
  goneIds: [],
  remembered: null,
});
