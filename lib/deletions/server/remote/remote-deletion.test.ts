import { randomUUID } from "node:crypto";
import { and, eq, sql } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import { copiesStateOf } from "@/lib/deletions/copies";
import { describeDeletion } from "@/lib/deletions/words/describe-deletion";
import { emptyScope } from "@/lib/deletions/scope/scope";
import type { Deletion } from "@/lib/deletions/types";
import type { DeletionId } from "@/lib/deletions/deletion-id";
import { verdictOf } from "@/lib/deletions/words/verdict";
import { writeExact } from "@/lib/json/write-exact";
import { placeHold } from "@/lib/holds/server/place-hold";
import type { Memory, MemoryId } from "@/lib/memories/types";
import { memoryIdSchema } from "@/lib/memories/memory-id-schema";
import { builtinStore } from "@/lib/stores/builtin/builtin-store";
import { StoreError } from "@/lib/errors/store-error";
import type { RemoteStore } from "@/lib/stores/types";
import { useTestDatabase } from "@/testing/test-database";
import { deletionItems, deletions } from "@/drizzle/schema/deletions";
import { holds } from "@/drizzle/schema/holds";
import { cancelDeletion } from "../control-deletion";
import {
  deletionInput,
  requested,
  runToEnd,
  testRunner,
  untilDeletion,
} from "@/testing/deletions/deletion-fixtures";
import { removeItems } from "@/testing/deletions/write-items";
import { deleterOf } from "../deleter-of";
import { getDeletion } from "../history/get-deletion";
import { readBack } from "../verify/read-back";
import { verifyEnded } from "../verify/verify-ended";

const { database, context } = useTestDatabase();
const hourAgo = () => new Date(Date.now() - 3_600_000).toISOString();

const memoryOf = (userId: string, part: Partial<Memory> = {}): Memory => ({
  id: memoryIdSchema.parse(randomUUID()),
  memory: `keeps the delphinium on shelf ${randomUUID().slice(0, 6)}`,
  userId,
  agentId: null,
  appId: null,
  runId: null,
  metadata: writeExact({}),
  categories: [],
  immutable: false,
  expirationDate: null,
  supersededBy: null,
  feedback: null,
  feedbackReason: null,
  importId: null,
  isSample: false,
  createdAt: hourAgo(),
  updatedAt: hourAgo(),
  ...part,
});

/** A store elsewhere that keeps its memories in a map, and that a test can make do wrong. */
const remoteStore = (count: number, wrong: Partial<RemoteStore> = {}) => {
  const userId = randomUUID();
  const stored = new Map(
    Array.from({ length: count }, () => memoryOf(userId)).map((memory) => [memory.id, memory]),
  );
  const deletedBatches: MemoryId[][] = [];
  const store: RemoteStore = {
    // For browsing, which no deletion does.
    ...builtinStore(database()),
    deletes: "remotely",
    deletesAtOnce: 1_000,
    // Twice over, as pages that shift can make it.
    walk: async function* () {
      for (let round = 0; round < 2; round++)
        yield await Promise.resolve({ memories: [...stored.values()], unreadable: [] });
    },
    findMany: ({ ids }) =>
      Promise.resolve({ memories: ids.flatMap((id) => stored.get(id) ?? []), unreadable: [] }),
    deleteMemories: ({ ids }) => {
      deletedBatches.push([...ids]);
      ids.forEach((id) => stored.delete(id));
      return Promise.resolve();
    },
    findRemembered: () => Promise.resolve(new Set<MemoryId>()),
    searchWords: ({ words }) =>
      Promise.resolve(
        [...stored.values()]
          .filter(({ memory }) => words.every((word) => memory.includes(word)))
          .map(({ id }) => id),
      ),
    ...wrong,
  };
  return { userId, stored, store, deletedBatches };
};

/** Queued as it would be for this store: the request counts in the store that it names. */
const queued = async (count: number, wish: Parameters<typeof deletionInput>[0]): Promise<DeletionId> => {
  const ids = Array.from({ length: count }, () => randomUUID());
  const { id } = await requested(context(), deletionInput("ids" in wish ? wish : { ids }));
  await database().update(deletions).set({ storeId: "elsewhere" }).where(eq(deletions.id, id));
  if ("ids" in wish) return id;
  const { selection } = deletionInput(wish);
  await removeItems(database(), id);
  await database()
    .update(deletions)
    .set({ selection: selection, requestedCount: null, operation: "delete_matching" })
    .where(eq(deletions.id, id));
  return id;
};

const outcomesOf = ({ verification }: Deletion) =>
  Object.fromEntries((verification?.checks ?? []).map(({ check, outcome }) => [check, outcome]));
const itemsOf = (id: DeletionId, outcome?: "failed" | "already_absent") =>
  database()
    .select()
    .from(deletionItems)
    .where(
      and(
        eq(deletionItems.deletionId, id),
        outcome === undefined ? undefined : eq(deletionItems.outcome, outcome),
      ),
    );

/** A promise, and what fulfils it. */
const signalled = () => {
  let give = (): void => undefined;
  const promise = new Promise<void>((resolve) => (give = resolve));
  return { promise, give: () => give() };
};

const waitingForLocks = async () => {
  const { rows } = await database().execute<{ count: number }>(sql`
    select count(*)::integer as count from pg_locks
    where not granted and database = (select oid from pg_database where datname = current_database())`);
  return rows[0]?.count;
};

describe("a deletion in a remote store", () => {
  it("freezes each memory once, deletes in batches, and is verified in every way", async () => {
    const { userId, stored, store, deletedBatches } = remoteStore(25);
    const later = memoryOf(userId, { createdAt: new Date(Date.now() + 60_000).toISOString() });
    stored.set(later.id, later);
    const id = await queued(25, { userId, expectedCount: 25 });
    const done = await runToEnd(context(), id, { getStore: () => store, batchSize: 10 });
    expect(done).toMatchObject({ status: "completed", requestedCount: 25, deletedCount: 25 });
    expect(deletedBatches.map((batch) => batch.length)).toEqual([10, 10, 5]);
    expect([...stored.keys()], "created after the cutoff").toEqual([later.id]);
    expect(outcomesOf(done)).toEqual({
      ids: "verified_absent",
      selection: "verified_absent",
      versions: "verified_absent",
      text: "verified_absent",
    });
    const items = await itemsOf(id);
    expect(items).toHaveLength(25);
    expect(items.every(({ digest }) => digest?.length === 32)).toBe(true);
  });

  it("tells listed memories that were absent before from those it deleted", async () => {
    const { stored, store, deletedBatches } = remoteStore(3);
    const id = await queued(0, { ids: [...stored.keys(), randomUUID(), randomUUID()] });
    const done = await runToEnd(context(), id, { getStore: () => store });
    expect(done).toMatchObject({ status: "completed", deletedCount: 3, absentCount: 2 });
    expect(deletedBatches).toHaveLength(1);
    expect((await itemsOf(id)).filter(({ digest }) => digest !== null)).toHaveLength(3);
  });

  it("takes listed memories whatever the store's clock dated them, and finds them when it only says so", async () => {
    const createdAt = new Date(Date.now() + 3_600_000).toISOString();
    for (const deletes of [true, false]) {
      const { stored, store } = remoteStore(1, deletes ? {} : { deleteMemories: () => Promise.resolve() });
      const ahead = memoryOf("someone", { createdAt });
      stored.set(ahead.id, ahead);
      const id = await queued(0, { ids: [...stored.keys()] });
      const done = await runToEnd(context(), id, { getStore: () => store, pauseSeconds: 0.1 });
      expect(done).toMatchObject(
        deletes
          ? { status: "completed", deletedCount: 2, absentCount: 0 }
          : { status: "failed", absentCount: 0, failedCount: 2 },
      );
      expect(stored.size).toBe(deletes ? 0 : 2);
      if (!deletes) continue;
      expect(outcomesOf(done)).toMatchObject({ ids: "verified_absent", text: "verified_absent" });
      // As a restored backup would.
      stored.set(ahead.id, ahead);
      const [row] = await database().select().from(deletions).where(eq(deletions.id, id));
      if (row === undefined) throw new Error("It was requested.");
      const again = {
        database: database(),
        deleter: deleterOf(database(), store),
        signal: new AbortController().signal,
      };
      const { residualIds } = await readBack(again, row, [], new Date());
      expect(residualIds).toEqual([ahead.id]);
    }
  });

  it("of which the store only says that it was deleted ends failed, memory by memory", async () => {
    const { userId, store } = remoteStore(3, { deleteMemories: () => Promise.resolve() });
    const id = await queued(3, { userId, expectedCount: 3 });
    const done = await runToEnd(context(), id, { getStore: () => store, pauseSeconds: 0.1 });
    expect(done).toMatchObject({ status: "failed", deletedCount: 0, failedCount: 3 });
    expect(outcomesOf(done)).toEqual({
      ids: "residual",
      selection: "residual",
      versions: "residual",
      text: "residual",
    });
    expect(done.verification?.checks[0]).toMatchObject({ checkedCount: 3, residualCount: 0, stayedCount: 3 });
    expect(verdictOf(done)).toEqual({ look: "warning", words: "Nothing was deleted · 3 failed" });
    expect((await itemsOf(id, "failed")).every(({ errorCode }) => errorCode === "still_stored")).toBe(true);
  });

  it("counts a memory once that the store answers twice", async () => {
    const { userId, stored, store } = remoteStore(5);
    const [stubborn] = stored.keys();
    const sound = { ...store };
    store.findMany = async (batch) => {
      const found = await sound.findMany(batch);
      return { ...found, memories: [...found.memories, ...found.memories] };
    };
    store.deleteMemories = ({ ids }) => {
      for (const each of ids) if (each !== stubborn) stored.delete(each);
      return Promise.resolve();
    };
    const id = await queued(5, { userId, expectedCount: 5 });
    const done = await runToEnd(context(), id, { getStore: () => store, pauseSeconds: 0.1 });
    expect(done).toMatchObject({ status: "partial", deletedCount: 4, failedCount: 1 });
    expect((await itemsOf(id)).every(({ digest }) => digest?.length === 32)).toBe(true);
  });

  it("blames the memories that the store refuses, and no others", async () => {
    const { userId, stored, store } = remoteStore(12);
    const [refused] = stored.keys();
    const sound = { ...store };
    store.deleteMemories = (batch) =>
      refused !== undefined && batch.ids.includes(refused)
        ? Promise.reject(new StoreError("refused", 400))
        : sound.deleteMemories(batch);
    const id = await queued(12, { userId, expectedCount: 12 });
    const done = await runToEnd(context(), id, { getStore: () => store });
    expect(done).toMatchObject({ status: "partial", deletedCount: 11, absentCount: 0, failedCount: 1 });
    expect(await itemsOf(id, "failed")).toMatchObject([{ memoryId: refused, errorCode: "store_refused" }]);
  });

  it("stops when the key is no longer good, with what is done told apart from what is kept", async () => {
    const { userId, store, stored } = remoteStore(20);
    const sound = { ...store };
    let calls = 0;
    store.deleteMemories = (batch) =>
      ++calls > 1 ? Promise.reject(new StoreError("unauthorized", 401)) : sound.deleteMemories(batch);
    const id = await queued(20, { userId, expectedCount: 20 });
    const done = await runToEnd(context(), id, { getStore: () => store, batchSize: 10 });
    expect(done).toMatchObject({ status: "partial", deletedCount: 10, errorCode: "store_unauthorized" });
    expect(stored.size).toBe(10);
    expect(calls).toBe(2);
  });

  it("books what is held as kept, also of the batch in which the key was no longer good", async () => {
    const { stored, store } = remoteStore(10);
    const held = [...stored.values()].slice(0, 4);
    held.forEach((memory) => stored.set(memory.id, { ...memory, agentId: "held" }));
    store.deleteMemories = () => Promise.reject(new StoreError("unauthorized", 401));
    await placeHold(context(), {
      name: "Case 7",
      reason: "A court asked for it.",
      reference: null,
      storeIds: null,
      covers: { kind: "entities", entities: [{ kind: "agent", value: "held" }] },
    });
    try {
      const id = await queued(10, { ids: [...stored.keys()] });
      const done = await runToEnd(context(), id, { getStore: () => store });
      expect(done).toMatchObject({
        deletedCount: 0,
        heldCount: 4,
        failedCount: 6,
        errorCode: "store_unauthorized",
      });
      expect(done.heldBy).toMatchObject([{ name: "Case 7" }]);
      expect(await itemsOf(id, "failed")).toHaveLength(6);
    } finally {
      await database().delete(holds);
    }
  });

  it("waits out an outage, and reads back what it sent before it sends anything again", async () => {
    const { userId, store, stored, deletedBatches } = remoteStore(20);
    const sound = { ...store };
    let calls = 0;
    store.deleteMemories = async (batch) => {
      // The store does half of it, and is gone before it answers.
      if (++calls > 1) return sound.deleteMemories(batch);
      await sound.deleteMemories({ ...batch, ids: batch.ids.slice(0, 7) });
      throw new StoreError("unreachable");
    };
    const id = await queued(20, { userId, expectedCount: 20 });
    const done = await runToEnd(context(), id, { getStore: () => store });
    expect(done).toMatchObject({ status: "completed", deletedCount: 20, absentCount: 0, failedCount: 0 });
    expect(stored.size).toBe(0);
    expect(deletedBatches.map((batch) => batch.length)).toEqual([7, 13]);
  });

  it("gives up a batch that the store fails at again and again, says so meanwhile, and goes on", async () => {
    const { userId, store, stored, deletedBatches } = remoteStore(30);
    const sound = { ...store };
    const sent: number[] = [];
    const inOrder = [...stored.keys()].toSorted();
    const refused = new Set(inOrder.slice(0, 20));
    store.deleteMemories = (batch) => {
      sent.push(batch.ids.length);
      return batch.ids.some((each) => refused.has(each))
        ? Promise.reject(new StoreError("unavailable", 500))
        : sound.deleteMemories(batch);
    };
    const id = await queued(30, { userId, expectedCount: 30 });
    const runner = testRunner(database(), { getStore: () => store, batchSize: 10, pauseSeconds: 0.01 });
    const waiting = await untilDeletion(context(), id, ({ errorCode }) => errorCode !== null);
    expect(waiting).toMatchObject({ status: "running", errorCode: "store_unavailable" });
    const done = await untilDeletion(context(), id);
    await runner.stop();
    expect(done).toMatchObject({ status: "partial", deletedCount: 10, failedCount: 20, errorCode: null });
    // Ten tries, then one for the batch after it.
    expect(sent).toEqual(Array(12).fill(10));
    expect(deletedBatches).toEqual([inOrder.slice(20)]);
    const failed = await itemsOf(id, "failed");
    expect(new Set(failed.map(({ memoryId }) => memoryId))).toEqual(refused);
    expect(new Set(failed.map(({ errorCode }) => errorCode))).toEqual(new Set(["store_unavailable"]));
  });

  it("is patient with a store that does some of a batch each time before it fails", async () => {
    const { userId, store, stored } = remoteStore(14);
    const sound = { ...store };
    store.deleteMemories = async (batch) => {
      await sound.deleteMemories({ ...batch, ids: batch.ids.slice(0, 1) });
      throw new StoreError("timed_out");
    };
    const id = await queued(14, { userId, expectedCount: 14 });
    const done = await runToEnd(context(), id, { getStore: () => store, pauseSeconds: 0.01 });
    expect(done).toMatchObject({ status: "completed", deletedCount: 14, failedCount: 0 });
    expect(stored.size).toBe(0);
  });

  it("waits without an end for a store that cannot be read either, and says for what", async () => {
    const { userId, store } = remoteStore(5);
    const sound = { ...store };
    const id = await queued(5, { userId, expectedCount: 5 });
    let asked = 0;
    store.findMany = () => (asked++, Promise.reject(new StoreError("unreachable")));
    const runner = testRunner(database(), { getStore: () => store, pauseSeconds: 0.001 });
    const waiting = await untilDeletion(context(), id, ({ errorCode }) => errorCode !== null);
    expect(waiting).toMatchObject({ status: "running", errorCode: "store_unreachable", failedCount: 0 });
    store.findMany = (batch) => sound.findMany(batch);
    const done = await untilDeletion(context(), id);
    await runner.stop();
    expect(asked).toBeGreaterThan(0);
    expect(done).toMatchObject({ status: "completed", deletedCount: 5, failedCount: 0, errorCode: null });
  });

  it("that was written down without a filter ends failed, and touches nothing", async () => {
    const { userId, store, stored } = remoteStore(3);
    const id = await queued(3, { userId, expectedCount: 3 });
    await database()
      .update(deletions)
      .set({ selection: { kind: "matching", filter: null, excludedIds: [], keepsImmutable: false } })
      .where(eq(deletions.id, id));
    const done = await runToEnd(context(), id, { getStore: () => store });
    expect(done).toMatchObject({ status: "failed", errorCode: "selection_unreadable", deletedCount: 0 });
    expect(stored.size).toBe(3);
  });

  it("can be cancelled while the store does not answer", async () => {
    const { userId, store, stored } = remoteStore(5, {
      deleteMemories: () => Promise.reject(new StoreError("timed_out")),
    });
    const id = await queued(5, { userId, expectedCount: 5 });
    const runner = testRunner(database(), { getStore: () => store });
    await untilDeletion(context(), id, ({ requestedCount }) => requestedCount !== null);
    expect(await cancelDeletion(context(), { id })).toMatchObject({ status: "cancelled", deletedCount: 0 });
    await runner.stop();
    expect(stored.size).toBe(5);
  });

  it("that is cancelled while the store has a batch in hand ends after it, with what became of it", async () => {
    const { userId, store, stored } = remoteStore(20);
    const sound = { ...store };
    const answer = signalled();
    store.deleteMemories = async (batch) => {
      await sound.deleteMemories(batch);
      await answer.promise;
    };
    const id = await queued(20, { userId, expectedCount: 20 });
    const runner = testRunner(database(), { getStore: () => store, batchSize: 10 });
    await expect.poll(() => stored.size).toBe(10);
    const cancelling = cancelDeletion(context(), { id });
    await expect.poll(waitingForLocks).toBe(1);
    answer.give();
    expect(await cancelling).toMatchObject({ status: "cancelled", deletedCount: 10, failedCount: 0 });
    await runner.stop();
    expect(stored.size).toBe(10);
  });

  it("that ends before a batch could be read back says of its memories that nobody knows", async () => {
    const { userId, store, stored } = remoteStore(5);
    const sound = { ...store };
    store.deleteMemories = async (batch) => {
      await sound.deleteMemories(batch);
      store.findMany = () => Promise.reject(new StoreError("unauthorized", 401));
    };
    const id = await queued(5, { userId, expectedCount: 5 });
    const done = await runToEnd(context(), id, { getStore: () => store });
    expect(stored.size).toBe(0);
    expect(done).toMatchObject({ status: "failed", deletedCount: 0, failedCount: 5 });
    expect(describeDeletion(done)).not.toMatch(/kept|nothing was deleted/);
    expect((await itemsOf(id, "failed")).map(({ errorCode }) => errorCode)).toEqual(
      Array(5).fill("not_read_back"),
    );
  });

  it.each(["walk", "deleteMemories", "findRemembered"] as const)(
    "that is stopped with its process during %s is no fault of the store, and goes on elsewhere",
    async (stage) => {
      const { userId, store, stored } = remoteStore(1);
      const sound = { ...store };
      const begun = signalled();
      const untilStopped = ({ signal }: { signal: AbortSignal }) =>
        new Promise<never>((_resolve, reject) => {
          begun.give();
          signal.addEventListener("abort", () => reject(signal.reason as Error));
        });
      const cut: Partial<RemoteStore> = {
        walk: async function* (input) {
          yield await untilStopped(input);
        },
        deleteMemories: untilStopped,
        findRemembered: untilStopped,
      };
      Object.assign(store, { [stage]: cut[stage] });
      const id = await queued(1, { userId, expectedCount: 1 });
      const runner = testRunner(database(), { getStore: () => store });
      await begun.promise;
      await runner.stop();
      expect(runner.errors).toEqual([]);
      const done = await runToEnd(context(), id, { getStore: () => sound });
      expect(done).toMatchObject({ status: "completed", deletedCount: 1, failedCount: 0 });
      expect(outcomesOf(done)).toMatchObject({ ids: "verified_absent", versions: "verified_absent" });
      expect(stored.size).toBe(0);
    },
  );

  it("keeps what one check found when another fails", async () => {
    const { userId, store } = remoteStore(3);
    const sound = { ...store };
    const returning = new Map<MemoryId, Memory>();
    store.deleteMemories = async (batch) => {
      for (const memory of (await sound.findMany(batch)).memories) returning.set(memory.id, memory);
      await sound.deleteMemories(batch);
      store.walk = () => {
        throw new StoreError("bad_answer");
      };
      let reads = 0;
      // Found gone after the deletion, and there again when it is verified.
      store.findMany = ({ ids }) =>
        Promise.resolve({
          memories: reads++ === 0 ? [] : ids.flatMap((each) => returning.get(each) ?? []),
          unreadable: [],
        });
    };
    const id = await queued(3, { userId, expectedCount: 3 });
    const done = await runToEnd(context(), id, { getStore: () => store });
    expect(done).toMatchObject({ status: "partial", deletedCount: 0, failedCount: 3 });
    expect(outcomesOf(done)).toMatchObject({ ids: "residual", selection: "not_checked" });
  });

  it("that cannot be looked for by its ids is not completed, and says so", async () => {
    const { userId, store } = remoteStore(3);
    const sound = { ...store };
    store.deleteMemories = async (batch) => {
      await sound.deleteMemories(batch);
      let reads = 0;
      store.findMany = () =>
        reads++ === 0
          ? Promise.resolve({ memories: [], unreadable: [] })
          : Promise.reject(new StoreError("bad_answer"));
    };
    const id = await queued(3, { userId, expectedCount: 3 });
    const done = await runToEnd(context(), id, { getStore: () => store });
    expect(done).toMatchObject({ status: "partial", deletedCount: 3, failedCount: 0 });
    expect(outcomesOf(done)).toMatchObject({ ids: "not_checked", selection: "verified_absent" });
    expect(describeDeletion(done)).toContain("not verified");
  });

  it("is verified after it was cancelled, and what it kept is told as still stored, by every check", async () => {
    const { userId, store, stored } = remoteStore(6);
    const sound = { ...store };
    let calls = 0;
    store.deleteMemories = (batch) =>
      ++calls > 1 ? Promise.reject(new StoreError("unavailable", 500)) : sound.deleteMemories(batch);
    const id = await queued(6, { userId, expectedCount: 6 });
    const runner = testRunner(database(), { getStore: () => store, batchSize: 4 });
    await untilDeletion(context(), id, ({ deletedCount }) => deletedCount === 4);
    await cancelDeletion(context(), { id });
    await runner.stop();
    expect(stored.size).toBe(2);
    // Stored since, so that it is none of the deletion's.
    const later = memoryOf(userId, { createdAt: new Date(Date.now() + 60_000).toISOString() });
    stored.set(later.id, later);
    const [row] = await database().select().from(deletions).where(eq(deletions.id, id));
    if (row === undefined) throw new Error("It was requested.");
    const { signal } = new AbortController();
    const wish = { actor: context().actor, signal, mustBeChecked: false };
    await verifyEnded(context(), store, row, wish);
    const verified = await getDeletion(context(), id);
    expect(verified.verification?.checks).toMatchObject([
      { check: "ids", outcome: "residual", checkedCount: 6, residualCount: 0, stayedCount: 2, otherCount: 0 },
      { check: "selection", outcome: "residual", residualCount: 0, stayedCount: 2, otherCount: 1 },
      { check: "versions", outcome: "residual", residualCount: 0, stayedCount: 2 },
      { check: "text", outcome: "not_checked" },
    ]);
    expect(verified).toMatchObject({ status: "cancelled", deletedCount: 4 });
    // The second batch had been sent when the cancellation came, or had not.
    const rest = verified.failedCount === 0 ? "2 kept" : "2 failed";
    expect(verdictOf(verified)).toEqual({
      look: "warning",
      words: `4 deleted, verified absent · ${rest} · 1 stored since, left alone`,
    });
  });

  it("of everything says that the store is not empty when memories were added meanwhile", async () => {
    const { store, stored } = remoteStore(3);
    const later = memoryOf("somebody", { createdAt: new Date(Date.now() + 60_000).toISOString() });
    stored.set(later.id, later);
    const scope = { ...emptyScope, user_id: "*", agent_id: "*", app_id: "*", run_id: "*" };
    const id = await queued(3, { selection: { kind: "scope", scope }, expectedCount: 3 });
    const done = await runToEnd(context(), id, { getStore: () => store });
    expect(done.verification?.checks[1]).toMatchObject({ outcome: "verified_absent", otherCount: 1 });
    expect(verdictOf(done)).toEqual({
      look: "warning",
      words: "3 deleted, verified absent · the store is not empty: 1 stored since",
    });
  });

  it("counts as deleted what the store deletes late, when it is read back in the same run", async () => {
    const { userId, store, stored } = remoteStore(3);
    let sent: MemoryId[] = [];
    store.deleteMemories = ({ ids }) => {
      sent = [...ids];
      return Promise.resolve();
    };
    // The last thing before it is verified.
    store.searchWords = () => Promise.resolve([]);
    const sound = { ...store };
    let reads = 0;
    store.findMany = (batch) => {
      // Before it is sent, five times after, and then for the verification.
      if (++reads === 8) sent.forEach((each) => stored.delete(each));
      return sound.findMany(batch);
    };
    const id = await queued(3, { userId, expectedCount: 3 });
    const done = await runToEnd(context(), id, { getStore: () => store });
    expect(done).toMatchObject({ status: "completed", deletedCount: 3, failedCount: 0 });
    expect(await itemsOf(id, "failed")).toEqual([]);
  });

  it("says that history tells the erased text, and that a search is not to be had", async () => {
    const { userId, store } = remoteStore(4, {
      findRemembered: ({ ids }) => Promise.resolve(new Set(ids)),
      searchWords: () => Promise.resolve(null),
    });
    const id = await queued(4, { userId, expectedCount: 4 });
    const done = await runToEnd(context(), id, { getStore: () => store });
    expect(done).toMatchObject({ status: "completed", deletedCount: 4 });
    expect(copiesStateOf(done)).toBe("residual");
    expect(verdictOf(done)).toEqual({ look: "warning", words: "4 deleted, verified absent · copies remain" });
    expect(outcomesOf(done)).toMatchObject({
      ids: "verified_absent",
      versions: "residual",
      text: "unsupported",
    });
  });
});
