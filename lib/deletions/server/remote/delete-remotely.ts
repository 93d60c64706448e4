import { setTimeout as delay } from "node:timers/promises";
import { and, between, eq, isNull, sql } from "drizzle-orm";
import type { Transaction } from "@/lib/database/server/database";
import {
  changedErrorCode,
  heldErrorCode,
  residualErrorCode,
  unreadableErrorCode,
} from "@/lib/deletions/types";
import type { Memory, MemoryId } from "@/lib/memories/types";
import { memoryIdSchema } from "@/lib/memories/memory-id-schema";
import { isInReach } from "@/lib/stores/remote/in-reach";
import { isStoreOutage, StoreError, type StoreErrorCode } from "@/lib/errors/store-error";
import type { RemoteStore } from "@/lib/stores/types";
import type { ItemRange, NoteOutcome } from "../deleter";
import { deletionExceptions, deletionItems, deletions } from "@/drizzle/schema/deletions";
import { digestKeyOf } from "../record/digest-keys";
import { itemId, itemIdOf } from "../record/item-id";
import { itemsBetween } from "../record/items-between";
import { setOutcome } from "../record/set-outcome";
import { lockLeased, type LeasedDeletion } from "../run/lease";
import { boundStatements, type Effort, stopIfAsked } from "../run/effort";
import { StoreFault } from "../run/store-fault";
import { withBatchInHand } from "./batch-in-hand";
import { findHeld, type Present } from "./find-held";
import { judgePreviewed } from "./judge-previewed";
import { memoryDigest } from "./memory-digest";
import { noteDigests } from "./note-digests";
import { reachOfDeletion, selectionOf } from "../record/row-json";

const noteSecondsMax = 60;

/** A store may answer before it has done what it was asked: it is read back after each of these, until nothing is left. Times `pauseSeconds` of the run. */
const readBackSeconds = [0, 0.5, 1, 2, 4];

/** Items of a deletion. `givenUpAs`: nothing more is sent, and what is there counts as failed with this code. */
export type Range = ItemRange & { givenUpAs?: string };

/** The store could be read, and failed at the batch. `presentCount` memories of it were there before it was sent. */
export class SendFailed extends Error {
  override readonly name = "SendFailed";
  readonly code: StoreErrorCode;
  readonly presentCount: number;
  constructor(code: StoreErrorCode, presentCount: number) {
    super(`The store failed at a batch: ${code}.`);
    this.code = code;
    this.presentCount = presentCount;
  }
}

/**
 * Deletes the items `fromSeq`–`toSeq` in a remote store. What is about to be sent is written down before it is sent, and read
 * back before anything is sent again: after a crash, what is gone counts as deleted by this deletion and what is there is
 * sent once more. Nothing counts as deleted because the store says so, only because it is no longer found. Ends with
 * `note`, which raises the cursor in the same transaction as the outcomes. Throws LeaseLostError, RunStopped, SendFailed, StoreError.
 */
export const deleteRemotely = async (
  run: Effort,
  store: RemoteStore,
  range: Range,
  note: NoteOutcome,
): Promise<void> =>
  withBatchInHand(run.database, run.lease.deletionId, () => deleteBatch(run, store, range, note));

const deleteBatch = async (
  run: Effort,
  store: RemoteStore,
  { fromSeq, toSeq, givenUpAs }: Range,
  note: NoteOutcome,
): Promise<void> => {
  const { row, items } = await readItems(run, fromSeq, toSeq);
  const ids = items.map(({ id }) => id);
  const { present: found, unreadableIds } = await findInReach(run, store, row, ids);
  const held = await findHeld(run.database, row, found);
  const free = found.filter(({ id }) => !held.ids.has(id));
  const changedIds = await findChanged(run, row, free);
  const present = free.filter(({ id }) => !changedIds.has(id));
  // The runner that died may have worked in smaller batches: what was sent ends anywhere in this one.
  const unsentIds = items.filter(({ seq }) => seq > row.sentSeq).map(({ id }) => id);
  if (row.sentSeq < toSeq)
    await writeDown(run, row, unsentIds, { present: found, unreadableIds }, { fromSeq, toSeq });
  stopIfAsked(run);
  const presentIds = present.map(({ id }) => id);
  const leftIds = givenUpAs === undefined ? await send(run, store, row, present) : presentIds;

  await run.database.transaction(async (transaction) => {
    await boundStatements(transaction, noteSecondsMax);
    const locked = await lockLeased(transaction, run.lease);
    if (locked.cursorSeq !== fromSeq - 1) throw new StoreFault("The cursor moved while nobody worked.");
    await markItems(transaction, row, { fromSeq, toSeq }, [...changedIds], {
      outcome: "kept",
      errorCode: changedErrorCode,
    });
    await markItems(transaction, row, { fromSeq, toSeq }, [...held.ids], {
      outcome: "kept",
      errorCode: heldErrorCode,
    });
    await markItems(transaction, row, { fromSeq, toSeq }, leftIds, {
      outcome: "failed",
      errorCode: givenUpAs ?? residualErrorCode,
    });
    await markItems(transaction, row, { fromSeq, toSeq }, unreadableIds, {
      outcome: "failed",
      errorCode: unreadableErrorCode,
    });
    const absentCount = await transaction.$count(
      deletionExceptions,
      and(
        eq(deletionExceptions.deletionId, row.id),
        between(deletionExceptions.seq, fromSeq, toSeq),
        eq(deletionExceptions.outcome, "already_absent"),
      ),
    );
    const failedCount = leftIds.length + unreadableIds.length;
    const changedCount = changedIds.size;
    const heldCount = held.ids.size;
    const deletedCount = toSeq - fromSeq + 1 - absentCount - failedCount - changedCount - heldCount;
    const { by: heldBy } = held;
    await note(transaction, { deletedCount, absentCount, failedCount, changedCount, heldCount, heldBy });
  });
};

/** The items of a range of which nothing is known yet. */
const readItems = async (
  run: Effort,
  fromSeq: number,
  toSeq: number,
): Promise<{ row: LeasedDeletion; items: { id: MemoryId; seq: number }[] }> =>
  run.database.transaction(async (transaction) => {
    const row = await lockLeased(transaction, run.lease);
    if (row.cursorSeq !== fromSeq - 1) throw new StoreFault("The range does not begin after the cursor.");
    const items = await transaction
      .select({ memoryId: itemId, seq: deletionItems.seq })
      .from(deletionItems)
      .where(
        and(
          eq(deletionItems.deletionId, row.id),
          itemsBetween({ fromSeq, toSeq }),
          isNull(deletionItems.outcome),
        ),
      );
    return {
      row,
      items: items.map(({ memoryId, seq }) => ({ id: memoryIdSchema.parse(memoryId), seq })),
    };
  });

/** `unreadableIds`: frozen by what they matched, and of another form since, so that what they are cannot be told. */
type InReach = { present: Present[]; unreadableIds: MemoryId[] };

const findInReach = async (
  run: Effort,
  store: RemoteStore,
  row: LeasedDeletion,
  ids: readonly MemoryId[],
): Promise<InReach> => {
  if (ids.length === 0) return { present: [], unreadableIds: [] };
  const found = await store.findMany({ ids, signal: run.signal });
  const unreadableIds = [...new Set(found.unreadable.flatMap(({ id }) => id ?? []))];
  // Once each: a store may answer a memory twice, and they are counted.
  const memories = [...new Map(found.memories.map((memory) => [memory.id, memory])).values()];
  const reach = { selection: selectionOf(row), cutoffAt: row.cutoffAt };
  const readable = memories
    .filter((memory) => isInReach(memory, reach))
    .map((memory) => ({ id: memory.id, memory }));
  return reach.selection.kind === "listed"
    ? { present: [...readable, ...unreadableIds.map((id) => ({ id, memory: null }))], unreadableIds: [] }
    : { present: readable, unreadableIds };
};

/**
 * Those that are not as they were when they were previewed, or were not previewed: they are left. A store elsewhere offers no
 * lock, so that what is changed between this look and the deletion is deleted all the same.
 */
const findChanged = async (
  { database, secret }: Effort,
  row: LeasedDeletion,
  found: readonly Present[],
): Promise<ReadonlySet<MemoryId>> => {
  const { bond } = reachOfDeletion(row);
  if (row.previewId === null || bond !== "unchanged") return new Set();
  const judged = await judgePreviewed(
    database,
    secret,
    row.previewId,
    found.flatMap(({ memory }) => memory ?? []),
  );
  return new Set(judged.filter(({ state }) => state !== "same").map(({ id }) => id));
};

/** What is absent before anything is sent was not deleted by this deletion. */
const writeDown = async (
  run: Effort,
  row: LeasedDeletion,
  unsentIds: readonly MemoryId[],
  { present, unreadableIds }: InReach,
  { fromSeq, toSeq }: { fromSeq: number; toSeq: number },
): Promise<void> => {
  const presentIds = new Set([...present.map(({ id }) => id), ...unreadableIds]);
  const readable = present.flatMap(({ memory }) => memory ?? []);
  const digestKey = digestKeyOf(run.secret, row.digestSalt, "item digest");
  await run.database.transaction(async (transaction) => {
    await boundStatements(transaction, noteSecondsMax);
    await lockLeased(transaction, run.lease);
    const absentIds = unsentIds.filter((id) => !presentIds.has(id));
    await markItems(transaction, row, { fromSeq, toSeq }, absentIds, {
      outcome: "already_absent",
      errorCode: null,
    });
    await noteDigests(transaction, row, { fromSeq, toSeq }, digestsOf(digestKey, readable));
    await transaction.update(deletions).set({ sentSeq: toSeq }).where(eq(deletions.id, row.id));
  });
};

const digestsOf = (key: Buffer, memories: readonly Memory[]) =>
  memories.map((memory) => ({ id: memory.id, digest: memoryDigest(key, memory) }));

/** Has these deleted, and returns those that are there all the same. */
const send = async (
  run: Effort,
  store: RemoteStore,
  row: LeasedDeletion,
  present: readonly Present[],
): Promise<MemoryId[]> => {
  if (present.length === 0) return [];
  const ids = present.map(({ id }) => id);
  const memories = present.flatMap(({ memory }) => memory ?? []);
  await store.deleteMemories({ ids, memories, signal: run.signal }).catch((error: unknown) => {
    // One that only wants to be asked less often does not fail.
    if (!(error instanceof StoreError) || !isStoreOutage(error) || error.code === "rate_limited") throw error;
    throw new SendFailed(error.code, ids.length);
  });
  return readBackUntilGone(run, store, row, ids);
};

const readBackUntilGone = async (
  run: Effort,
  store: RemoteStore,
  row: LeasedDeletion,
  sentIds: readonly MemoryId[],
): Promise<MemoryId[]> => {
  let leftIds = [...sentIds];
  for (const seconds of readBackSeconds) {
    if (leftIds.length === 0) break;
    await delay(seconds * (run.pauseSeconds ?? 1) * 1000);
    const { present, unreadableIds } = await findInReach(run, store, row, leftIds);
    leftIds = [...present.map(({ id }) => id), ...unreadableIds];
  }
  return leftIds;
};

const markItems = async (
  transaction: Transaction,
  { id }: { id: string },
  { fromSeq, toSeq }: { fromSeq: number; toSeq: number },
  ids: readonly MemoryId[],
  { outcome, errorCode }: { outcome: "already_absent" | "failed" | "kept"; errorCode: string | null },
): Promise<void> => {
  if (ids.length === 0) return;
  await setOutcome(
    transaction,
    sql`select item.deletion_id, item.seq from ${deletionItems} as item
      where item.deletion_id = ${id}::uuid and ${itemsBetween({ fromSeq, toSeq }, sql`item`)}
        and ${itemIdOf(sql`item`)} = any(${sql.param([...ids])}::text[])`,
    { outcome, errorCode },
  );
};
