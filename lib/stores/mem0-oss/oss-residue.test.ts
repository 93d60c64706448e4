import { randomUUID } from "node:crypto";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import Libsql from "libsql";
import pg from "pg";
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from "vitest";
import type { MemoryId } from "@/lib/memories/types";
import { memoryIdSchema } from "@/lib/memories/memory-id-schema";
import type { ProbedStore } from "@/lib/stores/probe";
import { makeGuardedRequest } from "@/lib/stores/remote/guarded-request";
import type { ResidueInput } from "@/lib/stores/residue";
import { storeIdSchema } from "../store-id-schema";
import { startOssReplay, type OssReplay } from "@/testing/oss-replay/start-oss-replay";
import { writeHistoryFile } from "@/testing/oss-replay/write-history-file";
import { useTestDatabase } from "@/testing/test-database";
import { openHistoryFile } from "./history-file";
import { ossStore } from "./oss-store";

const { url } = useTestDatabase();
const table = "mem0_memories";
const { request, close } = makeGuardedRequest({ allowsPrivate: true });
afterAll(close);

let pool: pg.Pool;
let replay: OssReplay;
let folder: string;
let historyDbPath: string;
let store: ProbedStore;

beforeAll(async () => {
  pool = new pg.Pool({ connectionString: url() });
  folder = await mkdtemp(path.join(tmpdir(), "lethe-history-"));
});
afterAll(async () => {
  await pool.end();
  await rm(folder, { recursive: true });
});
beforeEach(async () => {
  replay = await startOssReplay({ collection: { pool, table } });
  historyDbPath = path.join(folder, `${randomUUID()}.db`);
  store = open({ historyDbPath });
});
afterEach(async () => {
  await store.close();
  await replay.memories.reset();
  await pool.query(`truncate ${table}_entities`);
  await replay.stop();
});

const open = ({
  historyDbPath,
  databaseUrl = url(),
}: {
  historyDbPath: string | null;
  databaseUrl?: string | null;
}): ProbedStore =>
  ossStore({
    id: storeIdSchema.parse("mem0"),
    name: "Mem0",
    settings: { url: replay.url, collection: table, historyDbPath },
    credentials: { email: replay.email, password: replay.password, databaseUrl },
    request,
    openDatabase: (connectionString) => new pg.Pool({ connectionString }),
  });

const add = async (text: string, userId: string): Promise<MemoryId> => {
  const [row] = await replay.memories.add([text], { user_id: userId }, { isInferred: false });
  return memoryIdSchema.parse(row?.id);
};
const addEntity = (name: string, linkedIds: readonly string[], key = "linked_memory_ids") =>
  pool.query(`insert into ${table}_entities (id, payload) values (gen_random_uuid(), $1)`, [
    { data: name, user_id: "iris", [key]: linkedIds },
  ]);
const inputFor = (ids: readonly MemoryId[], userId?: string): ResidueInput => ({
  ids: new Set(ids),
  entities: userId === undefined ? {} : { user_id: userId },
  users: userId === undefined ? [] : [userId],
  signal: new AbortController().signal,
});
const residueOf = ({ residue }: ProbedStore) => {
  if (residue === undefined) throw new Error("This kind of store has residue.");
  return residue;
};
const bytesHold = async (word: string): Promise<boolean> => (await readFile(historyDbPath)).includes(word);

it("finds what the server keeps, removes it, and leaves what is of others", async () => {
  const iris = await add("Keeps the harpsichord tuned.", "iris");
  const olav = await add("Repairs a theodolite.", "olav");
  replay.memories.saveTurns("user_id=iris", [{ role: "user", content: "My harpsichord again." }]);
  replay.memories.saveTurns("agent_id=concierge&user_id=iris", [
    { role: "user", content: "Harpsichord, she says." },
  ]);
  replay.memories.saveTurns("user_id=iris%26co", [{ role: "user", content: "Another company." }]);
  await addEntity("Harpsichord", [iris]);
  await addEntity("Oslo", [iris, olav]);
  await addEntity("Harpsichord too", [iris], "linkedMemoryIds");
  await store.deleteMemories({ ids: [iris], signal: new AbortController().signal });
  // The same memory, deleted by its id in capitals.
  replay.memories.history.push(
    ...replay.memories
      .historyOf(iris)
      .map((row) => ({ ...row, id: randomUUID(), memory_id: iris.toUpperCase() })),
  );
  writeHistoryFile(historyDbPath, replay.memories);

  const residue = residueOf(store);
  const input = inputFor([iris], "iris");
  expect(
    (await residue.find(input)).map(({ place, outcome, count, canPurge }) => [
      place,
      outcome,
      count,
      canPurge,
    ]),
  ).toEqual([
    ["history", "found", 4, true],
    ["chat_turns", "found", 2, true],
    ["entities", "found", 3, true],
  ]);
  expect(await bytesHold("harpsichord")).toBe(true);

  await expect(residue.purge({ ...input, place: "history" })).resolves.toBe(4);
  await expect(residue.purge({ ...input, place: "chat_turns" })).resolves.toBe(2);
  await expect(residue.purge({ ...input, place: "entities" })).resolves.toBe(3);
  await expect(residue.purge({ ...input, place: "history" })).resolves.toBe(0);
  expect((await residue.find(input)).map(({ outcome }) => outcome)).toEqual(["none", "none", "none"]);
  expect(await bytesHold("arpsichord")).toBe(false);
  expect(await bytesHold("theodolite")).toBe(true);
  expect(await bytesHold("Another company")).toBe(true);
  const { rows } = await pool.query(
    `select payload ->> 'data' as name, payload -> 'linked_memory_ids' as ids from ${table}_entities`,
  );
  expect(rows).toEqual([{ name: "Oslo", ids: [olav] }]);
});

it("says what cannot be reached, and what the server tells of all the same", async () => {
  const id = await add("Keeps the harpsichord tuned.", "iris");
  await store.deleteMemories({ ids: [id], signal: new AbortController().signal });
  const away = open({ historyDbPath: null, databaseUrl: null });
  expect(await residueOf(away).find(inputFor([id], "iris"))).toMatchObject([
    {
      place: "history",
      outcome: "found",
      count: 1,
      canPurge: false,
      errorCode: "not_configured",
      where: "/app/history/history.db",
    },
    { place: "chat_turns", outcome: "out_of_reach", canPurge: false, errorCode: "not_configured" },
    { place: "entities", outcome: "out_of_reach", canPurge: false, errorCode: "not_configured" },
  ]);
  await away.close();
  // The file is configured, and not there.
  expect(await residueOf(store).find(inputFor([id]))).toMatchObject([
    { place: "history", outcome: "found", count: 1, canPurge: false, errorCode: "unreachable" },
    { place: "chat_turns", outcome: "unknown" },
    { place: "entities", outcome: "none" },
  ]);
});

it("makes no file, and takes no other file for Mem0's", async () => {
  await expect(openHistoryFile(historyDbPath)).rejects.toMatchObject({ code: "unreachable" });
  await expect(openHistoryFile(historyDbPath)).rejects.toMatchObject({ code: "unreachable" });
  await writeFile(historyDbPath, "no database");
  await expect(openHistoryFile(historyDbPath)).rejects.toMatchObject({ code: "not_supported" });
  await rm(historyDbPath);
  const other = new Libsql(historyDbPath);
  other.exec("create table other (id)");
  other.close();
  await expect(openHistoryFile(historyDbPath)).rejects.toMatchObject({ code: "not_supported" });
});

it("waits for the server while it writes, and holds it up for no longer than its own patience", async () => {
  const ids = await Promise.all(Array.from({ length: 3_000 }, (_, index) => add(`Fact ${index}.`, "iris")));
  writeHistoryFile(historyDbPath, replay.memories);
  const holder = new Libsql(historyDbPath);
  holder.exec("begin exclusive");
  const purged = openHistoryFile(historyDbPath).then(async (file) => {
    const count = await file.purgeSteps(new Set(ids));
    file.close();
    return count;
  });
  setTimeout(() => holder.exec("commit"), 300);
  await expect(purged).resolves.toBe(3_000);
  holder.exec("begin exclusive");
  await expect(openHistoryFile(historyDbPath)).rejects.toMatchObject({ code: "unavailable" });
  holder.close();
});

it("reads in the file what the history remembers, if it is the server's", async () => {
  const signal = new AbortController().signal;
  const ids = [await add("Keeps the harpsichord tuned.", "iris"), await add("Repairs a theodolite.", "iris")];
  await store.deleteMemories({ ids, signal });
  const [forgotten] = ids;
  if (forgotten === undefined) throw new Error("There are two.");
  const asked = () => replay.requests.filter(({ path }) => path.endsWith("/history")).length;

  // No file, and the file of another server: all are asked for.
  await expect(store.findRemembered({ ids, signal })).resolves.toEqual(new Set(ids));
  expect(asked()).toBe(2);
  const { history } = replay.memories;
  const steps = history.splice(0);
  writeHistoryFile(historyDbPath, replay.memories);
  history.push(...steps);
  await expect(store.findRemembered({ ids, signal })).resolves.toEqual(new Set(ids));

  const before = asked();
  await rm(historyDbPath);
  writeHistoryFile(historyDbPath, replay.memories);
  const shouted = ids.map((id) => memoryIdSchema.parse(id.toUpperCase()));
  await expect(store.findRemembered({ ids, signal })).resolves.toEqual(new Set(ids));
  await expect(store.findRemembered({ ids: shouted, signal })).resolves.toEqual(new Set(shouted));
  expect(asked()).toBe(before);

  // Purged: the server has forgotten it as well.
  history.splice(0, history.length, ...steps.filter(({ memory_id }) => memory_id !== forgotten));
  await rm(historyDbPath);
  writeHistoryFile(historyDbPath, replay.memories);
  await expect(store.findRemembered({ ids, signal })).resolves.toEqual(new Set(ids.slice(1)));
  expect(asked()).toBe(before + 1);
});
