import { randomUUID } from "node:crypto";
import { chownSync, copyFileSync, readdirSync, readFileSync, statSync } from "node:fs";
import path from "node:path";
import { sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, it } from "vitest";
import type { Context } from "@/lib/access/context";
import { memberActor } from "@/lib/access/types";
import { memberIdSchema } from "@/lib/access/member-id-schema";
import { openDatabase, type Database } from "@/lib/database/server/database";
import { migrateDatabase } from "@/lib/database/server/migrate-database";
import { readOrCreateSecrets } from "@/scripts/postgres/data-folder";
import { startEmbeddedPostgres } from "@/scripts/postgres/start-embedded-postgres";
import { prepareWebRole } from "@/scripts/postgres/web-role";
import { countIn, readRelationFiles, type RelationFile } from "@/testing/relation-files";
import { makeTemporaryFolder } from "@/testing/product/temporary-folder";
import { previewedInput, requested, runToEnd, storeMemories } from "@/testing/deletions/deletion-fixtures";
import { memories, memoryVersions } from "@/drizzle/schema/memories";
import { cleans } from "@/drizzle/schema/cleans";
import { cleanNext } from "./clean-next";
import { addClean } from "./request-clean";

// After a clean no byte of the deleted texts is in any file of the database, used or free, nor in the write-ahead log. A search for bytes
// is worth something only where it finds them first: texts are stored as they are (EXTERNAL), since compressed ones are not found.

// A server of its own: others would remove its log, which is one for all of its databases.
let database: Database;
let superuser: Database;
let ctx: Context;
let dataPath: string;
const cleanUp: (() => unknown)[] = [];

beforeAll(async () => {
  const { folder, remove } = makeTemporaryFolder();
  cleanUp.push(remove);
  const dataDir = path.join(folder, "data");
  const postgres = await startEmbeddedPostgres({ dataDir, log: () => undefined, isDurable: false });
  cleanUp.push(postgres.stop);
  const web = await prepareWebRole(postgres.url, readOrCreateSecrets(dataDir));
  await migrateDatabase(postgres.url, { webRole: web.role });
  database = openDatabase(web.url);
  superuser = openDatabase(postgres.url);
  // By itself it could give back the pages of the deleted rows before they are searched.
  await superuser.execute(sql`alter system set autovacuum = off`);
  await superuser.execute(sql`select pg_reload_conf()`);
  cleanUp.push(() => Promise.all([database.$client.end(), superuser.$client.end()]));
  dataPath = postgres.dataPath;
  const id = memberIdSchema.parse(randomUUID());
  ctx = {
    actor: memberActor({ id, email: "admin@example.com", role: "admin" }),
    database,
    now: () => new Date(),
    secret: "a secret for tests only, of more than 32 characters",
    allowsPrivateStores: true,
    session: { id: randomUUID(), authenticatedAt: new Date() },
  };
}, 60_000);

afterAll(async () => {
  for (const each of cleanUp.reverse()) await each();
});

const readLog = (): { file: string; bytes: Buffer }[] => {
  const folder = path.join(dataPath, "pg_wal");
  return readdirSync(folder)
    .filter((name) => /^[0-9A-F]{24}$/.test(name))
    .map((file) => ({ file, bytes: readFileSync(path.join(folder, file)) }));
};

/** Segments for later that hold what older ones held, as Postgres makes them while wal_recycle is on: copies of the last, three ahead. */
const layReady = (): void => {
  const names = readLog()
    .filter(({ bytes }) => bytes.includes("xylophonist"))
    .map(({ file }) => file);
  const source = path.join(dataPath, "pg_wal", names[0] ?? "");
  const all = readLog().map(({ file }) => file);
  const last = all.sort().at(-1) ?? "";
  const { uid, gid } = statSync(source);
  for (const ahead of [1, 2, 3]) {
    const number = (parseInt(last.slice(16), 16) + ahead).toString(16).toUpperCase().padStart(8, "0");
    const file = path.join(dataPath, "pg_wal", `${last.slice(0, 16)}${number}`);
    copyFileSync(source, file);
    chownSync(file, uid, gid);
  }
};

/** How often, by kind of place. The keys of the text index are pieces of three letters, so a text is in none of it. */
const count = (files: RelationFile[], log: { bytes: Buffer }[], word: string) => {
  const sum = (each: { bytes: Buffer }[]) =>
    each.reduce((total, { bytes }) => total + countIn(bytes, word), 0);
  const isStatistics = ({ relation }: RelationFile) =>
    /^(pg_statistic|pg_toast_2619|pg_toast_3429)/.test(relation);
  const isApart = ({ relation }: RelationFile) => relation.startsWith("pg_toast_");
  return {
    tables: sum(files.filter((file) => file.kind === "table" && !isStatistics(file) && !isApart(file))),
    apart: sum(files.filter((file) => isApart(file) && !isStatistics(file))),
    indexes: sum(files.filter(({ kind }) => kind === "index")),
    statistics: sum(files.filter(isStatistics)),
    others: sum(files.filter((file) => file.kind === "other" && !isStatistics(file))),
    log: sum(log),
  };
};

it("finds 3,000 deleted texts before a clean, and none after it, in tables, indexes, statistics and the log", async ({
  skip,
}) => {
  await database.execute(sql`alter table memories alter column memory set storage external`);
  await database.execute(sql`alter table memory_versions alter column old_memory set storage external`);
  await storeMemories(database, 2_000, { userId: "maya", word: "bystanding" });
  await storeMemories(database, 2_990, { userId: "erased", word: "xylophonist" });
  // Longer than a page: kept apart (TOAST).
  const storedAt = new Date(Date.now() - 60_000);
  const long = Array.from({ length: 10 }, (_, n) => ({
    memory: `${n} xylophonist ${"0123456789".repeat(1_500)}`,
    userId: "erased",
    categories: ["xylophonist"],
    storedAt,
  }));
  const [first] = await database.insert(memories).values(long).returning({ id: memories.id });
  await database
    .insert(memoryVersions)
    .values({ memoryId: first?.id ?? "", oldMemory: "an earlier xylophonist", newMemory: "xylophonist" });
  await database.execute(sql`analyze`);

  const filter = { field: "user_id" as const, operator: "eq" as const, value: "erased" };
  const { id } = await requested(ctx, await previewedInput(ctx, { kind: "matching", filter }));
  expect(await runToEnd(ctx, id)).toMatchObject({ status: "completed", deletedCount: 3_000 });

  // First: to read the files takes a checkpoint, which removes much of the log.
  layReady();
  const logBefore = readLog();
  const before = await readRelationFiles(superuser);
  if (before === null) return skip("The database's files lie where this process cannot read.");
  const found = count(before, logBefore, "xylophonist");
  expect(found.tables).toBeGreaterThanOrEqual(2_990);
  expect(found.apart).toBeGreaterThanOrEqual(10);
  expect(found.indexes).toBeGreaterThan(0);
  expect(found.statistics).toBeGreaterThan(0);
  expect(found.log).toBeGreaterThanOrEqual(3_000);

  expect(await addClean(ctx)).toBe(true);
  await cleanNext({
    database: database,
    now: ctx.now,
    embeddedPath: dataPath,
    signal: new AbortController().signal,
  });
  const [clean] = await database.select().from(cleans);
  expect(clean).toMatchObject({
    status: "completed",
    errorCode: null,
    coverage: { tables: "rewritten", statistics: "rewritten", log: "removed" },
  });
  const logAfter = readLog();
  const after = (await readRelationFiles(superuser)) ?? [];
  const none = { tables: 0, apart: 0, indexes: 0, statistics: 0, others: 0, log: 0 };
  expect(count(after, [...logAfter, ...readLog()], "xylophonist")).toEqual(none);
  expect(await database.$count(memories)).toBe(2_000);
  expect(count(after, [], "bystanding").tables).toBe(2_000);
});
