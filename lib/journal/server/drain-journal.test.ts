import { randomUUID } from "node:crypto";
import { createServer, type Server } from "node:http";
import { mkdirSync, readFileSync, rmSync, utimesSync } from "node:fs";
import path from "node:path";
import { sql } from "drizzle-orm";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { journalLostDeletions, journalOutbox, journalReturned, journalScans } from "@/drizzle/schema/journal";
import { getDeletion } from "@/lib/deletions/server/history/get-deletion";
import { produceCheckpoint } from "@/lib/ledger/server/log/produce-checkpoint";
import { deletionInput, requested, runToEnd, storeMemories } from "@/testing/deletions/deletion-fixtures";
import { drain, journalFolder, type JournalFolder } from "@/testing/journal/journal-fixtures";
import { useTestDatabase } from "@/testing/test-database";
import { getJournal } from "./get-journal";
import { listParts } from "./journal-file";
import { parseLine, type JournalLine } from "./journal-line";

const { database, context } = useTestDatabase();
let folder: JournalFolder;
beforeEach(async () => {
  folder = journalFolder();
  await database().delete(journalOutbox);
});
afterEach(() => folder.remove());

/** What a receiver elsewhere got, and what it answers. */
let received = "";
let status = 200;
let receiver: Server;
beforeAll(async () => {
  receiver = createServer((request, response) => {
    request.setEncoding("utf8");
    let body = "";
    request.on("data", (chunk: string) => (body += chunk));
    request.on("end", () => {
      if (status === 200) received += body;
      response.writeHead(status).end();
    });
  });
  await new Promise<void>((resolve) => receiver.listen(0, "127.0.0.1", resolve));
});
afterAll(() => new Promise((resolve) => receiver.close(resolve)));
const receiverUrl = () => {
  const address = receiver.address();
  return `http://127.0.0.1:${typeof address === "object" ? (address?.port ?? 0) : 0}/journal`;
};

const linesIn = (text: string): JournalLine[] =>
  text
    .trimEnd()
    .split("\n")
    .map((line) => {
      const read = parseLine(context().secret, line);
      if (read.outcome !== "read") throw new Error(`A line is ${read.outcome}.`);
      return read.line;
    });
const linesOfFile = () => linesIn(readFileSync(folder.journal.file, "utf8"));

const erase = async (count: number) => {
  const ctx = context();
  const ids = await storeMemories(database(), count, { userId: "caroline", word: "hydrangea" });
  const { id } = await requested(ctx, deletionInput({ userId: "caroline", expectedCount: count }));
  await runToEnd(ctx, id);
  await produceCheckpoint({ database: database(), settings: folder.log, now: ctx.now });
  return { ids, id };
};

describe("the journal", () => {
  it("gets every erased memory in lines of a thousand, and no text and no name of a person", async () => {
    const { ids, id } = await erase(2_300);
    expect(await getDeletion(context(), id)).toMatchObject({ isJournaled: false });
    expect(await drain(context(), folder.journal)).toMatchObject({
      kind: "drained",
      lineCount: 3,
      isDone: true,
    });
    const lines = linesOfFile();
    expect(lines.map(({ fromSeq, toSeq }) => [fromSeq, toSeq])).toEqual([
      [1, 1_000],
      [1_001, 2_000],
      [2_001, 2_300],
    ]);
    expect(lines.flatMap((line) => line.ids).sort()).toEqual([...ids].sort());
    expect(lines.every((line) => line.deletionId === id && line.texts !== null)).toBe(true);
    const written = readFileSync(folder.journal.file, "utf8");
    for (const word of ["hydrangea", "caroline", "fact"]) expect(written).not.toContain(word);
    expect(await getDeletion(context(), id)).toMatchObject({ isJournaled: true });
    // Nothing is written twice.
    await drain(context(), folder.journal);
    expect(linesOfFile()).toHaveLength(3);
  });

  it("does not have what stays: a memory that was changed since the preview", async () => {
    const ctx = context();
    const ids = await storeMemories(database(), 3, { userId: "another" });
    const { id } = await requested(ctx, deletionInput({ ids }));
    await database().execute(`insert into deletion_exceptions values ('${id}', 2, 'failed', 'unexpected')`);
    await database().execute(`update deletions set cursor_seq = 3 where id = '${id}'`);
    await drain(ctx, folder.journal);
    expect(linesOfFile().flatMap((line) => line.ids)).toHaveLength(2);
    // Found to be gone after all, it follows.
    await database().execute(`delete from deletion_exceptions where deletion_id = '${id}'`);
    await drain(ctx, folder.journal);
    expect(linesOfFile().flatMap((line) => line.ids)).toHaveLength(3);
    await database().execute(
      `update deletions set finished_at = now(), status = 'failed' where id = '${id}'`,
    );
  });

  it("is written at each place, tells what is missing where, and catches up", async () => {
    received = "";
    const settings = { ...folder.journal, url: receiverUrl() };
    status = 503;
    const { id } = await erase(5);
    expect(await drain(context(), settings)).toMatchObject({ isDone: false });
    expect(linesOfFile()).toHaveLength(1);
    expect(await getJournal(context())).toMatchObject({
      pendingCount: 1,
      file: { errorCode: null },
      url: { errorCode: "http_503" },
    });
    expect(await getDeletion(context(), id)).toMatchObject({ isJournaled: false });
    // The receiver's failure does not keep what follows from the file.
    await erase(2);
    await drain(context(), settings);
    expect(linesOfFile()).toHaveLength(2);
    status = 200;
    expect(await drain(context(), settings)).toMatchObject({ isDone: true });
    expect(linesIn(received)).toEqual(
      linesOfFile().map((line) => ({
        ...line,
        writtenAt: expect.any(String) as string,
        checkpoint: expect.any(String) as string,
      })),
    );
    expect(await getJournal(context())).toMatchObject({ pendingCount: 0, url: { errorCode: null } });
    expect(await getDeletion(context(), id)).toMatchObject({ isJournaled: true });
  });

  it("says so when its file cannot be written, and loses nothing by it", async () => {
    mkdirSync(folder.journal.file);
    await erase(2);
    expect(await drain(context(), folder.journal)).toMatchObject({ isDone: false });
    expect(await getJournal(context())).toMatchObject({ pendingCount: 1, file: { errorCode: "EISDIR" } });
    rmSync(folder.journal.file, { recursive: true });
    expect(await drain(context(), folder.journal)).toMatchObject({ isDone: true });
    expect(linesOfFile()).toHaveLength(1);
  });

  it("begins a new part each month, and drops parts after the months that are set", async () => {
    const at = (time: string) => ({ ...context(), now: () => new Date(time) });
    await erase(1);
    await drain(at("2026-01-10T00:00:00Z"), folder.journal);
    utimesSync(folder.journal.file, new Date("2026-01-10T00:00:00Z"), new Date("2026-01-10T00:00:00Z"));
    await erase(1);
    await drain(at("2026-02-10T00:00:00Z"), folder.journal);
    expect((await listParts(folder.journal.file)).map((part) => path.basename(part.path))).toEqual([
      "erasure-journal.20260110T000000000Z.jsonl",
      "erasure-journal.jsonl",
    ]);
    await erase(1);
    await drain(at("2028-01-09T00:00:00Z"), folder.journal);
    expect(await listParts(folder.journal.file)).toHaveLength(3);
    await erase(1);
    await drain(at("2028-01-11T00:00:00Z"), folder.journal);
    expect((await listParts(folder.journal.file)).some(({ path: part }) => part.includes("20260110"))).toBe(
      false,
    );
  });

  it("is written once also where an old part cannot be removed", async () => {
    const { dir, name, ext } = path.parse(folder.journal.file);
    // A folder is no part that can be removed, whoever asks.
    mkdirSync(path.join(dir, `${name}.20200101T000000000Z${ext}`, "in the way"), { recursive: true });
    await erase(2);
    await drain(context(), folder.journal);
    await drain(context(), folder.journal);
    expect(linesOfFile()).toHaveLength(1);
    expect(await database().$count(journalOutbox)).toBe(0);
  });

  it("forgets what was lost and erased again when its lines are gone, and not sooner", async () => {
    const at = (time: string) => ({ ...context(), now: () => new Date(time) });
    const touched = (time: string) => utimesSync(folder.journal.file, new Date(time), new Date(time));
    const lost = async (replayedAt: string | null, storeId = "builtin") => {
      const deletionId = randomUUID();
      const row = {
        ...{ deletionId, storeId, cutoffAt: new Date("2026-01-05T00:00:00Z"), toSeq: 1 },
        ...{
          erasedCount: 1,
          entityDigests: [],
          replayedAt: replayedAt === null ? null : new Date(replayedAt),
        },
      };
      await database().insert(journalLostDeletions).values(row);
      return deletionId;
    };
    const left = async () =>
      (await database().select().from(journalLostDeletions)).map(({ deletionId }) => deletionId).sort();
    await database().delete(journalLostDeletions);
    await erase(1);
    await drain(at("2026-01-10T00:00:00Z"), folder.journal);
    touched("2026-01-28T00:00:00Z");
    const old = await lost("2026-01-20T00:00:00Z", "elsewhere");
    await database().insert(journalScans).values({ storeId: "elsewhere", requestedAt: new Date() });
    await database().insert(journalReturned).values({ storeId: "elsewhere", memoryId: "its-id" });
    const later = await lost("2026-03-20T00:00:00Z");
    const open = await lost(null);
    await erase(1);
    // Its line is in a part whose last line was written later: as long as that is there, so is the row.
    await drain(at("2028-01-25T00:00:00Z"), folder.journal);
    expect(await left()).toEqual([old, later, open].sort());
    expect(await database().$count(journalScans)).toBe(1);
    touched("2028-01-25T00:00:00Z");
    await erase(1);
    await drain(at("2028-01-29T00:00:00Z"), folder.journal);
    expect(await left()).toEqual([later, open].sort());
    // And with it what was met in its store.
    expect(await database().$count(journalScans)).toBe(0);
    expect(await database().$count(journalReturned)).toBe(0);
    await database().delete(journalLostDeletions);
  });

  it("has no batch that was committed while the ones before were brought to the disk: a crash could still undo it", async () => {
    await erase(2);
    // A batch that is committed in that moment, once.
    await database().execute(sql`create sequence late_once`);
    await database().execute(sql`create function add_late() returns trigger language plpgsql as $$ begin
      if nextval('late_once') = 1 then
        insert into journal_outbox (deletion_id, from_seq, to_seq) select deletion_id, from_seq, to_seq from journal_outbox limit 1;
      end if;
      return null; end $$`);
    await database().execute(
      sql`create trigger late after insert or update on journal_status for each statement execute function add_late()`,
    );
    let passes = 0;
    const now = () => new Date(Date.UTC(2026, 10, 29, 12, 0, passes++));
    await drain({ ...context(), now }, folder.journal);
    await database().execute(sql`drop trigger late on journal_status`);
    const [first, second, ...rest] = linesOfFile().map(({ writtenAt }) => writtenAt);
    expect(rest).toEqual([]);
    expect(second).not.toBe(first);
  });
});
