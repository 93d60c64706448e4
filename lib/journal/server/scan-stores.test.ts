import { randomUUID } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { eq } from "drizzle-orm";
import pg from "pg";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { journalLostDeletions, journalScans } from "@/drizzle/schema/journal";
import { stores } from "@/drizzle/schema/stores";
import type { Context } from "@/lib/access/context";
import { memberActor } from "@/lib/access/types";
import type { Database } from "@/lib/database/server/database";
import { produceCheckpoint } from "@/lib/ledger/server/log/produce-checkpoint";
import { addStoreSchema } from "@/lib/stores/schema";
import { addStore } from "@/lib/stores/server/add-store";
import type { StoreId } from "@/lib/stores/store-ids";
import { deletionInput, requested, runToEnd } from "@/testing/deletions/deletion-fixtures";
import { backups, check, drain, journalFolder, type JournalFolder } from "@/testing/journal/journal-fixtures";
import { startOssReplay, type OssReplay } from "@/testing/oss-replay/start-oss-replay";
import { noFaults } from "@/testing/oss-replay/types";
import { startPlatformSimulator } from "@/testing/platform-simulator/start-platform-simulator";
import { setUpPlatform } from "@/testing/stores/platform-on-simulator";
import { useTestDatabase } from "@/testing/test-database";
import { getJournal } from "./get-journal";
import { formatLine, idDigestOf, parseLine, storeFingerprint } from "./journal-line";
import { listReturnedElsewhere } from "./list-returned-elsewhere";
import { requestReplay } from "./request-replay";
import { requestScans, scanNext } from "./scan-stores";

// On the replay of Mem0's own server: Lethe's backup is put back, and then memories of the other store are, which Lethe had erased.

const test = useTestDatabase();
const copies = backups(test.url);
const collection = "mem0_memories";
const opened: Database[] = [];
let folder: JournalFolder;
let pool: pg.Pool;
let replay: OssReplay;
let readBySql: StoreId;
let readByLists: StoreId;

beforeAll(async () => {
  pool = new pg.Pool({ connectionString: test.url() });
  // A backup disconnects it.
  pool.on("error", () => undefined);
  replay = await startOssReplay({ collection: { pool, table: collection } });
  const add = async (name: string, databaseUrl: string | null) => {
    const settings = { url: replay.url, collection };
    const connection = { kind: "mem0-oss", settings, credentials: { apiKey: replay.apiKey, databaseUrl } };
    return (await addStore(test.context(), addStoreSchema.parse({ name, connection }))).id;
  };
  readBySql = await add("With its database", test.url());
  readByLists = await add("By its lists", null);
});
beforeEach(() => {
  folder = journalFolder();
  replay.setFaults(noFaults);
});
afterEach(async () => {
  folder.remove();
  await Promise.all(opened.splice(0).map((each) => each.$client.end()));
});
afterAll(async () => {
  await replay.stop();
  await pool.end();
  await copies.remove();
});

const write = async (ctx: Context) => {
  await produceCheckpoint({ database: ctx.database, settings: folder.log, now: ctx.now });
  await drain(ctx, folder.journal);
};

/** A backup; then a user's memories are erased in a store elsewhere. Answers the restored database, and what puts memories back. */
const restoredBeforeErasure = async (storeId: StoreId, userId: string, count: number) => {
  const before = test.context();
  const texts = Array.from({ length: count }, (_, index) => `Repairs the pergola of garden ${index}.`);
  const rows = await replay.memories.add(texts, { user_id: userId }, { isInferred: false });
  const kept = await Promise.all(rows.map(({ id }) => replay.memories.rows.find(id)));
  await write(before);
  const backup = await copies.take();
  const selection = { kind: "entity" as const, entity: { kind: "user" as const, value: userId } };
  const input = deletionInput({ selection, expectedCount: count }, { cutoffAt: new Date().toISOString() });
  const { id } = await requested(before, { ...input, storeId });
  expect(await runToEnd(before, id)).toMatchObject({ status: "completed", deletedCount: count });
  await write(before);
  const database = await copies.restore(backup);
  opened.push(database);
  const ctx: Context = { ...before, database };
  const putBack = (n: number) => replay.memories.rows.put(kept.flatMap((row) => row ?? []).slice(0, n));
  return { ctx, putBack, ids: rows.map(({ id: each }) => each) };
};

const scan = (ctx: Context) =>
  scanNext(ctx, { file: folder.journal.file, signal: new AbortController().signal });
const scansOf = async (ctx: Context) => (await getJournal(ctx)).elsewhere;

describe.each(["by its database", "by its lists"] as const)("a store elsewhere, read %s", (way) => {
  const storeId = () => (way === "by its database" ? readBySql : readByLists);

  it("is looked through for what a lost deletion erased there, which can be erased again", async () => {
    const { ctx, putBack, ids } = await restoredBeforeErasure(storeId(), `odile-${way.length}`, 5);
    await check(ctx, folder);
    expect(await scansOf(ctx)).toMatchObject([
      {
        storeId: storeId(),
        storeName: expect.stringMatching(/./) as string,
        erasedCount: 5,
        outcome: null,
        isUnderWay: false,
      },
    ]);
    const support = { ...ctx, actor: memberActor({ ...ctx.actor, role: "support" } as never) };
    await expect(requestScans(support)).rejects.toMatchObject({ code: "not_permitted" });
    await expect(listReturnedElsewhere(support, { storeId: storeId() })).rejects.toMatchObject({
      code: "not_permitted",
    });
    expect(await scan(ctx)).toBe(false);

    expect(await requestScans(ctx)).toBe(1);
    expect(await scansOf(ctx)).toMatchObject([{ isUnderWay: true }]);
    expect(await scan(ctx)).toBe(true);
    expect(await scansOf(ctx)).toMatchObject([
      { isUnderWay: false, outcome: "looked", lookedCount: 5, backCount: 0 },
    ]);

    await putBack(2);
    await requestScans(ctx);
    await scan(ctx);
    expect(await scansOf(ctx)).toMatchObject([{ outcome: "looked", lookedCount: 5, backCount: 2 }]);
    const back = await listReturnedElsewhere(ctx, { storeId: storeId() });
    expect(back).toHaveLength(2);
    expect(ids).toEqual(expect.arrayContaining(back));

    // It goes on to be told after the built-in store is open again.
    expect(await requestReplay(ctx, folder.log, 0)).toEqual({ kind: "ended" });
    expect(await scansOf(ctx)).toMatchObject([{ erasedCount: 5, backCount: 2 }]);
    const again = await requested(ctx, { ...deletionInput({ ids: back }), storeId: storeId() });
    expect(await runToEnd(ctx, again.id)).toMatchObject({ deletedCount: 2 });
    await requestScans(ctx);
    await scan(ctx);
    expect(await scansOf(ctx)).toMatchObject([{ backCount: 0 }]);
    expect(await listReturnedElsewhere(ctx, { storeId: storeId() })).toEqual([]);
  });
});

it("is asked in Mem0 Platform for each ID, and what is there is told", async () => {
  const simulator = await startPlatformSimulator({ apiKey: "m0-key" });
  try {
    const ctx = test.context();
    const storeId = await setUpPlatform(ctx, simulator);
    await write(ctx);
    const there = simulator.seed(1_100, { userId: "rosalind" });
    const deletionId = randomUUID();
    const cutoffAt = new Date();
    await ctx.database
      .insert(journalLostDeletions)
      .values({ deletionId, storeId, cutoffAt, toSeq: 1_200, erasedCount: 1_200, entityDigests: [] });
    const ids = [...there, ...Array.from({ length: 100 }, () => randomUUID())];
    const line = (fromSeq: number, part: string[]) =>
      formatLine(ctx.secret, {
        ...{ origins: ["lethe.example.test/ledger/00"], checkpoint: null, writtenAt: cutoffAt.toISOString() },
        ...{ deletionId, storeId, operation: "batch", cutoffAt: cutoffAt.toISOString() },
        store: storeFingerprint(ctx.secret, { kind: "mem0-platform", url: simulator.url }),
        ...{ fromSeq, toSeq: fromSeq + part.length - 1, ids: part, idDigests: [], texts: null, entities: [] },
      });
    const lines = [line(1, ids.slice(0, 900)), line(901, ids.slice(900))];
    writeFileSync(folder.journal.file, `${lines.join("\n")}\n`);
    await requestScans(ctx);
    await scan(ctx);
    expect(await scansOf(ctx)).toMatchObject([
      { storeId, outcome: "looked", lookedCount: 1_200, backCount: 1_100 },
    ]);
    expect((await listReturnedElsewhere(ctx, { storeId })).toSorted()).toEqual(there.toSorted());
  } finally {
    await test.database().delete(journalLostDeletions);
    await test.database().delete(journalScans);
    await simulator.stop();
  }
});

it("is read as a whole where the journal has digests of ids only", async () => {
  const { ctx, putBack } = await restoredBeforeErasure(readBySql, "perpetua", 4);
  const lines = readFileSync(folder.journal.file, "utf8").trimEnd().split("\n");
  const digested = lines.map((text) => {
    const read = parseLine(ctx.secret, text);
    if (read.outcome !== "read") throw new Error("It was written with this secret.");
    const { line } = read;
    const idDigests = line.ids.map((id) => idDigestOf(ctx.secret, line.storeId, id));
    return formatLine(ctx.secret, { ...line, ids: [], idDigests, texts: null });
  });
  // Twice: each counts once.
  writeFileSync(folder.journal.file, `${[...digested, ...digested].join("\n")}\n`);
  await check(ctx, folder);
  await putBack(3);
  await requestScans(ctx);
  await scan(ctx);
  expect(await scansOf(ctx)).toMatchObject([{ outcome: "looked", lookedCount: 4, backCount: 3 }]);
  expect(await listReturnedElsewhere(ctx, { storeId: readBySql })).toHaveLength(3);
});

it("is not said to be free of it when it does not answer, is disabled or gone, or had another address", async () => {
  const { ctx, putBack } = await restoredBeforeErasure(readByLists, "quintus", 2);
  await check(ctx, folder);
  await putBack(2);
  const looked = async () => {
    await requestScans(ctx);
    await scan(ctx);
    return (await scansOf(ctx))[0];
  };
  replay.setFaults({ isDatabaseDown: true });
  expect(await looked()).toMatchObject({
    outcome: "failed",
    errorCode: expect.stringMatching(/^store_/) as string,
    lookedCount: 0,
  });
  replay.setFaults(noFaults);
  const change = (set: Partial<typeof stores.$inferInsert>) =>
    ctx.database
      .update(stores)
      .set({ ...set, updatedAt: new Date() })
      .where(eq(stores.id, readByLists));
  await change({ disabledAt: new Date() });
  expect(await looked()).toMatchObject({ outcome: "disabled", lookedCount: 0 });
  await change({ disabledAt: null });
  expect(await looked()).toMatchObject({ outcome: "looked", lookedCount: 2, backCount: 2 });
  const text = readFileSync(folder.journal.file, "utf8");
  const elsewhere = text
    .trimEnd()
    .split("\n")
    .map((each) => {
      const read = parseLine(ctx.secret, each);
      if (read.outcome !== "read") throw new Error("It was written with this secret.");
      return formatLine(ctx.secret, { ...read.line, store: "0".repeat(16) });
    });
  writeFileSync(folder.journal.file, `${elsewhere.join("\n")}\n`);
  expect(await looked()).toMatchObject({ outcome: "looked", lookedCount: 0, backCount: 0, erasedCount: 2 });
  writeFileSync(folder.journal.file, text);
  await ctx.database.delete(stores).where(eq(stores.id, readByLists));
  expect(await looked()).toMatchObject({ outcome: "gone", storeName: null, lookedCount: 0 });
});
