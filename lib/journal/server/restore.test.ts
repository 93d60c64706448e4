import { appendFileSync, readFileSync, writeFileSync } from "node:fs";
import { eq, inArray, sql } from "drizzle-orm";
import { afterAll, afterEach, beforeEach, describe, expect, it } from "vitest";
import { deletions } from "@/drizzle/schema/deletions";
import { ledgerEvents } from "@/drizzle/schema/ledger";
import { ledgerOrigins } from "@/drizzle/schema/ledger-log";
import { journalLostDeletions } from "@/drizzle/schema/journal";
import { holds } from "@/drizzle/schema/holds";
import { memories } from "@/drizzle/schema/memories";
import type { Context } from "@/lib/access/context";
import type { Database } from "@/lib/database/server/database";
import { deletionIdSchema } from "@/lib/deletions/deletion-id";
import { entityDigestOf } from "@/lib/deletions/server/record/entity-digest";
import { readCheckpoint } from "@/lib/ledger/log/checkpoint";
import { produceCheckpoint } from "@/lib/ledger/server/log/produce-checkpoint";
import { isRestored } from "@/lib/ledger/server/restored";
import { getStore } from "@/lib/stores/server/get-store";
import { builtinStoreId } from "@/lib/stores/store-ids";
import { memberActor } from "@/lib/access/types";
import { deletionInput, requested, runToEnd, storeMemories } from "@/testing/deletions/deletion-fixtures";
import { backups, check, drain, journalFolder, type JournalFolder } from "@/testing/journal/journal-fixtures";
import { useTestDatabase } from "@/testing/test-database";
import { placeHold } from "@/lib/holds/server/place-hold";
import { endReplay } from "./end-replay";
import { getJournal } from "./get-journal";
import { requestReplay } from "./request-replay";

const { database, url, context } = useTestDatabase();
const copies = backups(url);
const opened: Database[] = [];
let folder: JournalFolder;
beforeEach(() => {
  folder = journalFolder();
});
afterEach(async () => {
  folder.remove();
  await Promise.all(opened.splice(0).map((each) => each.$client.end()));
});
afterAll(() => copies.remove());

const restored = async (backup: string): Promise<Context> => {
  const copy = await copies.restore(backup);
  opened.push(copy);
  return { ...context(), database: copy };
};
const sign = (ctx: Context) =>
  produceCheckpoint({ database: ctx.database, settings: folder.log, now: ctx.now });
const erase = async (ctx: Context, ids: string[]) => {
  const { id } = await requested(ctx, deletionInput({ ids }));
  await runToEnd(ctx, id);
  return id;
};
const idsIn = async (of: Database) => {
  const rows = await of.select({ id: memories.id }).from(memories);
  return rows.map(({ id }) => id).sort();
};

/** Memories of a person and others; a backup; then the person's are erased, and the journal is written. */
const eraseAfterBackup = async (count: number) => {
  const ctx = context();
  const stay = await storeMemories(database(), 5, { userId: "someone else" });
  const go = await storeMemories(database(), count, { userId: "caroline" });
  await erase(ctx, await storeMemories(database(), 3, { userId: "earlier" }));
  await sign(ctx);
  await drain(ctx, folder.journal);
  const backup = await copies.take();
  const { id } = await requested(ctx, deletionInput({ userId: "caroline", expectedCount: count }));
  await runToEnd(ctx, id);
  await sign(ctx);
  expect(await drain(ctx, folder.journal)).toMatchObject({ kind: "drained", isDone: true });
  return { ctx, stay, go, backup, deletionId: id };
};

describe("a database that was restored from before an erasure", () => {
  it("is noticed, is for admins only, and has erased again what was erased, and nothing else", async () => {
    const { go, backup, deletionId } = await eraseAfterBackup(1_200);
    const ctx = await restored(backup);
    const before = await idsIn(ctx.database);
    expect(before).toEqual(expect.arrayContaining(go));
    expect(await isRestored(ctx.database)).toBe(false);

    const checked = await check(ctx, folder);
    expect(checked).toMatchObject({
      state: "restored",
      wasFoundNow: true,
      facts: {
        lostDeletionCount: 1,
        lostErasedCount: 1_200,
        backCount: 1_200,
        changedCount: 0,
        foreignCount: 0,
      },
    });
    expect(await isRestored(ctx.database)).toBe(true);
    const viewer = { ...ctx, actor: memberActor({ ...ctx.actor, role: "support" } as never) };
    await expect(getStore(viewer, builtinStoreId)).rejects.toMatchObject({ code: "unavailable" });
    await expect(getStore(ctx, builtinStoreId)).resolves.toBeDefined();

    await expect(requestReplay({ ...viewer }, folder.log, null)).rejects.toMatchObject({
      code: "not_permitted",
    });
    expect(await requestReplay(ctx, folder.log, 7)).toEqual({ kind: "count_changed", count: 1_200 });
    const replay = await requestReplay(ctx, folder.log, 1_200);
    if (replay.kind !== "requested") throw new Error("It was not requested.");
    expect(await endReplay(ctx, folder.log)).toEqual({ kind: "nothing" });
    const ended = await runToEnd(ctx, deletionIdSchema.parse(replay.deletionId));
    expect(ended).toMatchObject({ status: "completed", deletedCount: 1_200, operation: "batch" });
    expect(await endReplay(ctx, folder.log)).toMatchObject({ kind: "ended" });

    expect(await idsIn(ctx.database)).toEqual(before.filter((id) => !(go as string[]).includes(id)));
    expect(await isRestored(ctx.database)).toBe(false);
    await expect(getStore(viewer, builtinStoreId)).resolves.toBeDefined();
    // The ledger tells of it, and its next log names where the one before had come.
    const kinds = await ctx.database.select({ kind: ledgerEvents.kind }).from(ledgerEvents);
    expect(kinds.map(({ kind }) => kind)).toEqual(
      expect.arrayContaining(["journal.restored", "journal.replayed"]),
    );
    const [first, next] = await ctx.database.select().from(ledgerOrigins).orderBy(ledgerOrigins.id);
    const previous = readCheckpoint(next?.previousCheckpoint ?? "")?.checkpoint;
    expect(previous?.origin).toBe(first?.origin);
    const [signed] = await database()
      .execute(sql`select max(size) as size from ledger_checkpoints`)
      .then(({ rows }) => rows);
    expect(previous?.size).toBe(Number(signed?.size));
    expect((await sign(ctx)).kind).toBe("signed");
    // History answers for the person although it lost the deletion.
    const [row] = await ctx.database.select().from(deletions).where(eq(deletions.id, replay.deletionId));
    expect(row?.entityDigests).toContainEqual(entityDigestOf(ctx.secret, "caroline"));
    expect(
      await ctx.database.$count(journalLostDeletions, eq(journalLostDeletions.deletionId, deletionId)),
    ).toBe(1);

    // And that is the end of it, also of the next comparison, which has what happened since in the journal.
    await drain(ctx, folder.journal);
    expect(await check(ctx, folder, true)).toMatchObject({ state: "sound", facts: { lostDeletionCount: 0 } });
  });

  it("keeps what was stored again after the erasure, tells of changed texts, and erases these as well", async () => {
    const { go, backup } = await eraseAfterBackup(4);
    const ctx = await restored(backup);
    const [later, changed] = go;
    if (later === undefined || changed === undefined) throw new Error("There are four.");
    await ctx.database.update(memories).set({ storedAt: new Date() }).where(eq(memories.id, later));
    await ctx.database.update(memories).set({ memory: "another text" }).where(eq(memories.id, changed));

    expect(await check(ctx, folder)).toMatchObject({
      state: "restored",
      facts: { backCount: 3, changedCount: 1 },
    });
    const replay = await requestReplay(ctx, folder.log, null);
    if (replay.kind !== "requested") throw new Error("It was not requested.");
    await runToEnd(ctx, deletionIdSchema.parse(replay.deletionId));
    expect(await endReplay(ctx, folder.log)).toMatchObject({ kind: "ended" });
    const left = await ctx.database
      .select({ id: memories.id })
      .from(memories)
      .where(inArray(memories.id, go));
    expect(left.map(({ id }) => id)).toEqual([later]);
  });

  it("restored once more, from before that, is noticed again: the journal knows which log follows which", async () => {
    const { backup } = await eraseAfterBackup(3);
    const replayed = async (ctx: Context) => {
      expect(await check(ctx, folder)).toMatchObject({ state: "restored", facts: { backCount: 3 } });
      const replay = await requestReplay(ctx, folder.log, null);
      if (replay.kind !== "requested") throw new Error("It was not requested.");
      await runToEnd(ctx, deletionIdSchema.parse(replay.deletionId));
      await endReplay(ctx, folder.log);
      await sign(ctx);
      await erase(ctx, await storeMemories(ctx.database, 2));
      await drain(ctx, folder.journal);
    };
    await replayed(await restored(backup));
    await replayed(await restored(backup));
  });

  it("keeps what is held, and tells of it until it is deleted as well", async () => {
    const { go, backup } = await eraseAfterBackup(3);
    const ctx = await restored(backup);
    await placeHold(ctx, {
      name: "Case 7",
      reason: "A court asked for it.",
      reference: null,
      storeIds: null,
      covers: { kind: "filter", filter: { field: "memory_ids", operator: "in", value: go.slice(0, 1) } },
    });
    await check(ctx, folder);
    const replay = await requestReplay(ctx, folder.log, 3);
    if (replay.kind !== "requested") throw new Error("It was not requested.");
    const ended = await runToEnd(ctx, deletionIdSchema.parse(replay.deletionId));
    expect(ended).toMatchObject({ deletedCount: 2, heldCount: 1 });
    expect(await endReplay(ctx, folder.log)).toMatchObject({ kind: "ended" });
    expect((await getJournal(ctx)).facts).toMatchObject({ backCount: 1 });
    await drain(ctx, folder.journal);
    expect(await check(ctx, folder, true)).toMatchObject({ state: "sound", facts: { backCount: 1 } });
    await ctx.database.delete(holds);
    await ctx.database.delete(memories).where(inArray(memories.id, go));
    expect(await check(ctx, folder, true)).toMatchObject({ state: "sound", facts: { backCount: 0 } });
  });

  it("with nothing of it there again is only told, and goes on by a replay of nothing", async () => {
    const { backup } = await eraseAfterBackup(3);
    const ctx = await restored(backup);
    await ctx.database.delete(memories).where(eq(memories.userId, "caroline"));
    expect(await check(ctx, folder)).toMatchObject({
      state: "restored",
      facts: { lostDeletionCount: 1, backCount: 0 },
    });
    expect(await requestReplay(ctx, folder.log, 0)).toEqual({ kind: "ended" });
    expect(await isRestored(ctx.database)).toBe(false);
  });
});

describe("nothing is erased", () => {
  it("while the journal is no newer than the database, also when its last line was cut off", async () => {
    const { ctx } = await eraseAfterBackup(2);
    expect(await check(ctx, folder, true)).toMatchObject({ state: "sound" });
    appendFileSync(folder.journal.file, '{"kind":"lethe-erasure","version":1,"origins":["leth');
    expect(await check(ctx, folder)).toMatchObject({ state: "sound", facts: { unreadableCount: 1 } });
    // The next line is not swallowed.
    await erase(ctx, await storeMemories(database(), 1));
    await drain(ctx, folder.journal);
    const lines = (await check(ctx, folder, true)).facts.lineCount;
    expect(lines).toBe(3);
  });

  it("by the journal of another log", async () => {
    const { backup } = await eraseAfterBackup(2);
    const ctx = await restored(backup);
    await ctx.database.execute(sql`alter table ledger_origins disable trigger user`);
    await ctx.database.execute(sql`update ledger_origins set origin = 'other.example.test/ledger/00'`);
    expect(await check(ctx, folder)).toMatchObject({
      state: "foreign",
      facts: { lineCount: 0, backCount: 0 },
    });
    await expect(requestReplay(ctx, folder.log, null)).rejects.toMatchObject({ code: "wrong_status" });
  });

  it("by a line that nobody wrote who has the secret", async () => {
    const { backup, stay } = await eraseAfterBackup(2);
    const ctx = await restored(backup);
    const [id = ""] = stay;
    const lines = readFileSync(folder.journal.file, "utf8").trimEnd().split("\n");
    const forged = (lines.at(-1) ?? "").replace(/"ids":\["[0-9a-f-]{36}"/, `"ids":["${id}"`);
    expect(forged).toContain(id);
    writeFileSync(folder.journal.file, `${forged}\n`);
    expect(await check(ctx, folder)).toMatchObject({
      state: "sound",
      facts: { unsignedCount: 1, backCount: 0 },
    });
  });
});
