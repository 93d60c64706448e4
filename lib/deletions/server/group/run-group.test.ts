import { randomUUID } from "node:crypto";
import { eq, inArray } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import type { DeletionId } from "@/lib/deletions/deletion-id";
import { readEvents } from "@/lib/ledger/server/read-events";
import { verifyLedger } from "@/lib/ledger/verify-ledger";
import type { MemoryId } from "@/lib/memories/types";
import { useTestDatabase } from "@/testing/test-database";
import { deletionItems, deletions } from "@/drizzle/schema/deletions";
import { ledgerEvents } from "@/drizzle/schema/ledger";
import { memories } from "@/drizzle/schema/memories";
import { cancelDeletion, pauseDeletion, resumeDeletion } from "../control-deletion";
import { runToEnd, storeMemories, testRunner, untilDeletion } from "@/testing/deletions/deletion-fixtures";
import { getDeletion } from "../history/get-deletion";
import { deleteGroup } from "./delete-group";
import { finishGroup } from "./finish-group";
import { releaseGroup, type GroupLease } from "./group";
import { requestGroup, type RequestedGroup } from "./request-group";
import { runGroup } from "./run-group";
import { verifyGroup } from "./verify-group";

const { database, context } = useTestDatabase();
const leaseOf = (seconds: number): GroupLease => ({ owner: randomUUID(), seconds });
const request = (ids: readonly MemoryId[], lease: GroupLease) => {
  const [first, ...others] = ids.map((memoryId) => ({ ctx: context(), memoryId }));
  if (first === undefined) throw new Error("A group has members.");
  return requestGroup([first, ...others], lease);
};
const remove = (group: RequestedGroup, lease: GroupLease) => deleteGroup(database(), lease, group);
const left = (ids: readonly MemoryId[]) => database().$count(memories, inArray(memories.id, [...ids]));
const finishedCount = async (id: DeletionId) =>
  (await database().select().from(ledgerEvents)).filter(
    ({ kind, body }) => kind === "deletion.finished" && body.includes(id),
  ).length;
const endAll = async (ids: readonly DeletionId[]) => {
  const runner = testRunner(database());
  for (const id of ids) {
    expect(await untilDeletion(context(), id)).toMatchObject({
      status: "completed",
      deletedCount: 1,
      absentCount: 0,
      failedCount: 0,
    });
    expect(await finishedCount(id)).toBe(1);
  }
  await runner.stop();
  expect(runner.errors).toEqual([]);
  expect((await verifyLedger(readEvents(database()))).findings).toEqual([]);
};

describe("a group whose process dies", () => {
  it("after it was requested, is run by the runners when its lease has run out", async () => {
    const ids = await storeMemories(database(), 12);
    const group = await request(ids, leaseOf(0.5));
    expect(await left(ids)).toBe(12);
    await endAll(group.ids);
    expect(await left(ids)).toBe(0);
  });

  it("after it was deleted, is verified and ended by them, and nothing counts twice", async () => {
    const ids = await storeMemories(database(), 12);
    const lease = leaseOf(0.5);
    const group = await request(ids, lease);
    expect(await remove(group, lease)).toEqual(group.ids);
    expect(await left(ids)).toBe(0);
    expect(await getDeletion(context(), group.ids[0] ?? ("" as DeletionId))).toMatchObject({
      status: "verifying",
      deletedCount: 1,
    });
    await endAll(group.ids);
    const items = await database()
      .select()
      .from(deletionItems)
      .where(inArray(deletionItems.deletionId, group.ids));
    expect(items.map(({ outcome }) => outcome)).toEqual(ids.map(() => null));
  });

  it("too slowly, does nothing any more once others have taken over", async () => {
    const ids = await storeMemories(database(), 6);
    const lease = leaseOf(0);
    const group = await request(ids, lease);
    await endAll(group.ids);
    expect(await remove(group, lease)).toEqual([]);
    const found = new Map(group.ids.map((id) => [id, null]));
    expect(await finishGroup(context(), lease, found)).toEqual([]);
    for (const id of group.ids) expect(await finishedCount(id)).toBe(1);
  });
});

describe("a deletion of a group", () => {
  it("can be cancelled and paused before it is deleted, and the others are not", async () => {
    const ids = await storeMemories(database(), 5);
    const lease = leaseOf(30);
    const group = await request(ids, lease);
    const [cancelled, paused, ...others] = group.ids;
    if (cancelled === undefined || paused === undefined) throw new Error("There are five.");
    await cancelDeletion(context(), { id: cancelled });
    await pauseDeletion(context(), { id: paused });
    expect(await remove(group, lease)).toEqual(others);
    expect(await left(ids)).toBe(2);
    const verifiedAt = new Date();
    const verifications = await verifyGroup(database(), others, {
      reach: group.reach,
      words: [],
      verifiedAt,
    });
    const found = new Map(others.map((id, place) => [id, verifications[place] ?? null]));
    expect((await finishGroup(context(), lease, found)).map(({ id }) => id)).toEqual(others);
    await releaseGroup(database(), lease);
    expect(await getDeletion(context(), cancelled)).toMatchObject({ status: "cancelled", deletedCount: 0 });
    expect(await getDeletion(context(), paused)).toMatchObject({ status: "paused", deletedCount: 0 });
    await resumeDeletion(context(), { id: paused });
    expect(await runToEnd(context(), paused)).toMatchObject({ status: "completed", deletedCount: 1 });
    expect(await left(ids)).toBe(1);
  });

  it("takes no memory that was stored later under its id", async () => {
    const ids = await storeMemories(database(), 3);
    const [again] = ids;
    const lease = leaseOf(30);
    const group = await request(ids, lease);
    const future = new Date(Date.now() + 60_000);
    await database()
      .update(memories)
      .set({ storedAt: future })
      .where(eq(memories.id, again ?? ""));
    expect(await remove(group, lease)).toEqual(group.ids);
    expect(await left(ids)).toBe(1);
    const rows = await database().select().from(deletions).where(inArray(deletions.id, group.ids));
    expect(rows.map(({ deletedCount, absentCount }) => [deletedCount, absentCount]).sort()).toEqual([
      [0, 1],
      [1, 0],
      [1, 0],
    ]);
    await releaseGroup(database(), lease);
  });

  it("whose memory is found again ends as any other does", async () => {
    const ids = await storeMemories(database(), 3);
    const [kept = ""] = ids;
    const [first, ...others] = ids.map((memoryId) => ({ ctx: context(), memoryId }));
    if (first === undefined) throw new Error("There are three.");
    await database().execute(`
      create function keep_one() returns trigger language plpgsql as $$
      begin
        insert into memories (id, memory, stored_at, changed_at) values (old.id, old.memory, old.stored_at, old.changed_at);
        return null;
      end $$`);
    await database().execute(`create trigger keep_one after delete on memories
      for each row when (old.id = '${kept}') execute function keep_one()`);
    const results = await runGroup([first, ...others]);
    await database().execute("drop trigger keep_one on memories");
    expect(results.map(({ kind }) => kind)).toEqual(["goes_on", "ended", "ended"]);
    const [result] = results;
    if (result?.kind !== "goes_on") throw new Error("It is not verified absent.");
    expect(await getDeletion(context(), result.id)).toMatchObject({
      status: "partial",
      deletedCount: 0,
      failedCount: 1,
      verification: { checks: [{ check: "ids", residualCount: 1 }, {}, { check: "text", residualCount: 1 }] },
    });
  });
});
