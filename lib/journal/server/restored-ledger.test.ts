import { appendFileSync, cpSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { afterAll, afterEach, beforeEach, describe, expect, it } from "vitest";
import { ledgerCheckpoints } from "@/drizzle/schema/ledger-log";
import type { Context } from "@/lib/access/context";
import type { Database } from "@/lib/database/server/database";
import { deletionIdSchema } from "@/lib/deletions/deletion-id";
import { recordEvent } from "@/lib/ledger/server/record-event";
import { produceCheckpoint, type LogSettings } from "@/lib/ledger/server/log/produce-checkpoint";
import { isRestored } from "@/lib/ledger/server/restored";
import { deletionInput, requested, runToEnd, storeMemories } from "@/testing/deletions/deletion-fixtures";
import { backups, check, drain, journalFolder, type JournalFolder } from "@/testing/journal/journal-fixtures";
import { useTestDatabase } from "@/testing/test-database";
import { endReplay } from "./end-replay";
import { requestReplay } from "./request-replay";

const { database, url, context } = useTestDatabase();
const copies = backups(url);
const opened: Database[] = [];
let folder: JournalFolder;
let earlier: JournalFolder;
beforeEach(() => {
  folder = journalFolder();
  earlier = journalFolder();
});
afterEach(async () => {
  folder.remove();
  earlier.remove();
  await Promise.all(opened.splice(0).map((each) => each.$client.end()));
});
afterAll(() => copies.remove());

const restored = async (backup: string): Promise<Context> => {
  const copy = await copies.restore(backup);
  opened.push(copy);
  return { ...context(), database: copy };
};
const sign = (ctx: Context, log: LogSettings = folder.log) =>
  produceCheckpoint({ database: ctx.database, settings: log, now: ctx.now });
const erase = async (ctx: Context, count: number) => {
  const { id } = await requested(ctx, deletionInput({ ids: await storeMemories(database(), count) }));
  await runToEnd(ctx, id);
};
const noteSomething = (ctx: Context) =>
  ctx.database.transaction((transaction) =>
    recordEvent(transaction, {
      kind: "memories.exported",
      body: { actor: { kind: "system", id: "test" } },
      at: ctx.now(),
    }),
  );

describe("the ledger of a restored database", () => {
  it("is not signed before a new log begins, also where the data folder was put back with it", async () => {
    const ctx = context();
    await erase(ctx, 1);
    await sign(ctx);
    await drain(ctx, folder.journal);
    const backup = await copies.take();
    cpSync(folder.log.dataDir, earlier.log.dataDir, { recursive: true });
    await erase(ctx, 2);
    await sign(ctx);
    await drain(ctx, folder.journal);

    const again = await restored(backup);
    const before = await again.database.$count(ledgerCheckpoints);
    expect(await check(again, folder)).toMatchObject({ state: "restored" });
    for (let count = 0; count < 12; count++) await noteSomething(again);
    expect(await sign(again, earlier.log)).toMatchObject({ kind: "refused" });
    expect(await again.database.$count(ledgerCheckpoints)).toBe(before);

    const replay = await requestReplay(again, earlier.log, null);
    if (replay.kind === "requested") {
      await runToEnd(again, deletionIdSchema.parse(replay.deletionId));
      await endReplay(again, earlier.log);
    }
    expect(await sign(again, earlier.log)).toMatchObject({ kind: "signed" });
  });

  it("stays one of a restored database when it has grown past what was signed, until a new log begins", async () => {
    const ctx = context();
    await erase(ctx, 1);
    await sign(ctx);
    await drain(ctx, folder.journal);
    await erase(ctx, 1);
    const backup = await copies.take();
    // One event is lost, and no deletion.
    await noteSomething(ctx);
    await sign(ctx);
    await drain(ctx, folder.journal);

    const again = await restored(backup);
    expect(await check(again, folder)).toMatchObject({
      state: "restored",
      facts: { lostDeletionCount: 0, backCount: 0 },
    });
    await noteSomething(again);
    expect(await check(again, folder)).toMatchObject({ state: "restored", wasFoundNow: false });
    expect(await isRestored(again.database)).toBe(true);
    expect(await requestReplay(again, folder.log, 0)).toEqual({ kind: "ended" });
    expect(await check(again, folder, true)).toMatchObject({ state: "sound" });
    expect(await sign(again)).toMatchObject({ kind: "signed" });
  });
});

describe("a ledger that is as long as what was signed of it, and another one", () => {
  it("is told by its root: one that was put back and had grown before the journal was looked at", async () => {
    const ctx = context();
    await erase(ctx, 1);
    await sign(ctx);
    await drain(ctx, folder.journal);
    await erase(ctx, 1);
    const backup = await copies.take();
    await noteSomething(ctx);
    await sign(ctx);
    await drain(ctx, folder.journal);

    const same = await check(ctx, folder, true);
    expect(same).toMatchObject({ state: "sound", facts: { otherRootSize: 0 } });
    expect(same.facts.signedSize).toBeGreaterThan(0);
    const again = await restored(backup);
    // With a data folder that knows nothing of it, the restored ledger was signed past what the journal has.
    await noteSomething(again);
    await noteSomething(again);
    const anew = { ...earlier.log, key: null };
    expect(await sign(again, anew)).toMatchObject({ kind: "signed" });
    expect(await check(again, folder)).toMatchObject({
      state: "restored",
      facts: { lostDeletionCount: 0, otherRootSize: same.facts.signedSize },
    });
    expect(await requestReplay(again, anew, 0)).toEqual({ kind: "ended" });
    expect(await check(again, folder, true)).toMatchObject({ state: "sound" });
  });
});

describe("a journal that was edited", () => {
  it("with its lines twice, and one of megabytes among them, tells the same", async () => {
    const ctx = context();
    await erase(ctx, 1);
    await sign(ctx);
    await drain(ctx, folder.journal);
    const backup = await copies.take();
    await storeMemories(database(), 1, { userId: "stays" });
    for (const count of [1_500, 3]) await erase(ctx, count);
    await sign(ctx);
    await drain(ctx, folder.journal);
    const again = await restored(backup);
    const { facts } = await check(again, folder, true);
    expect(facts).toMatchObject({ lostDeletionCount: 2, lostErasedCount: 1_503 });

    const file = path.join(folder.log.dataDir, "erasure-journal.jsonl");
    const lines = readFileSync(file, "utf8").trimEnd().split("\n");
    writeFileSync(file, [...lines, "x".repeat(5_000_000), ...lines].join("\n"));
    appendFileSync(file, '\n{"kind":"lethe-era');
    expect(await check(again, folder, true)).toMatchObject({
      facts: { lostDeletionCount: 2, lostErasedCount: 1_503, unreadableCount: 2 },
    });
  });
});
