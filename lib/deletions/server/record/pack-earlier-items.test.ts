import { createHash, createHmac, randomUUID } from "node:crypto";
import { eq, sql } from "drizzle-orm";
import pg from "pg";
import { afterAll, beforeAll, expect, inject, it } from "vitest";
import type { Context } from "@/lib/access/context";
import { memberActor } from "@/lib/access/types";
import { memberIdSchema } from "@/lib/access/member-id-schema";
import { openDatabase, type Database } from "@/lib/database/server/database";
import { migrateDatabase } from "@/lib/database/server/migrate-database";
import { deletionIdSchema, type DeletionId } from "@/lib/deletions/deletion-id";
import type { ItemState } from "@/lib/deletions/types";
import { memoryIdSchema } from "@/lib/memories/memory-id-schema";
import { runToEnd, storeMemories } from "@/testing/deletions/deletion-fixtures";
import { migrateUpTo } from "@/testing/migrate-up-to";
import { deletionBatches, deletionItems, type deletions } from "@/drizzle/schema/deletions";
import { resumeDeletion } from "../control-deletion";
import { findDeletionsOf } from "../history/find-deletions-of";
import { listDeletionItems } from "../history/list-deletion-items";
import { listFailedIds } from "../history/list-failed-ids";
import { digestKeyOf } from "./digest-keys";
import { itemsDigest } from "./items-digest";
import { packEarlierItems } from "./pack-earlier-items";

// A database of before items were packed, with deletions in every state.

const name = `pack_${process.pid}`;
const url = () => Object.assign(new URL(inject("postgresUrl")), { pathname: `/${name}` }).toString();
const actor = memberActor({
  id: memberIdSchema.parse(randomUUID()),
  email: "ada@example.com",
  role: "admin",
});
const secret = "a secret for tests only, of more than 32 characters";
const salt = Buffer.alloc(32, 7);
let database: Database;
const context = (): Context => ({
  actor,
  database,
  now: () => new Date(),
  secret,
  allowsPrivateStores: true,
});

const onServer = async (statement: string): Promise<void> => {
  const client = new pg.Client({ connectionString: inject("postgresUrl") });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
};

type Item = {
  memoryId: string | null;
  remoteId?: string;
  digest?: Buffer;
  outcome?: string;
  errorCode?: string;
};
type Row = Pick<typeof deletions.$inferInsert, "status"> &
  Partial<Pick<typeof deletions.$inferInsert, "cursorSeq" | "sentSeq" | "storeId">>;

/** As the release before left them. */
const insertEarlier = async ({ storeId, ...row }: Row, items: readonly Item[]): Promise<DeletionId> => {
  const id = deletionIdSchema.parse(randomUUID());
  const isEnded = row.status === "completed" || row.status === "partial";
  // By the columns of then: drizzle would name those of today.
  await database.execute(sql`
    insert into deletions (id, store_id, operation, status, actor, selection, digest_salt, idempotency_key, request_digest,
      cutoff_at, expected_count, requested_count, deleted_count, cursor_seq, sent_seq, created_at, started_at, finished_at)
    values (${id}, ${storeId ?? "builtin"}, 'batch', ${row.status ?? "queued"}, ${JSON.stringify(actor)}::jsonb,
      ${JSON.stringify({ kind: "listed", count: items.length })}::jsonb, ${salt}::bytea, ${randomUUID()}, '', now(),
      ${items.length}, ${items.length}, ${row.cursorSeq ?? 0}, ${row.cursorSeq ?? 0}, ${row.sentSeq ?? 0}, now(), now(),
      ${isEnded ? sql`now()` : null})`);
  await database.execute(sql`
    insert into deletion_items (deletion_id, seq, memory_id, remote_id, digest, place, outcome, error_code)
    select ${id}::uuid, seq, memory_id, remote_id, decode(digest, 'hex'),
      (select ctid from memories where memories.id = memory_id), outcome, error_code
    from unnest(
      ${sql.param(items.map(({ memoryId }) => memoryId))}::uuid[],
      ${sql.param(items.map(({ remoteId }) => remoteId ?? null))}::text[],
      ${sql.param(items.map(({ digest }) => digest?.toString("hex") ?? null))}::text[],
      ${sql.param(items.map(({ outcome }) => outcome ?? null))}::text[],
      ${sql.param(items.map(({ errorCode }) => errorCode ?? null))}::text[]
    ) with ordinality as each (memory_id, remote_id, digest, outcome, error_code, seq)`);
  return id;
};

const digestAt = (seq: number) => createHash("sha256").update(String(seq)).digest();
const finished: Item[] = Array.from({ length: 2_500 }, (_, index) => ({
  memoryId: randomUUID(),
  ...(index === 1_200
    ? { outcome: "already_absent" }
    : index === 2_400
      ? { outcome: "failed", errorCode: "database_23503" }
      : { digest: digestAt(index) }),
}));
const remote: Item[] = [
  { memoryId: null, remoteId: "first memory", outcome: "kept", errorCode: "changed" },
  { memoryId: randomUUID(), digest: digestAt(1) },
  { memoryId: null, remoteId: "ABCDEF00-0000-4000-8000-000000000000" },
  { memoryId: randomUUID(), outcome: "failed", errorCode: "not_read_back" },
];
const ids: Record<"finished" | "paused" | "running" | "verifying" | "remote" | "queued", DeletionId> =
  {} as never;
const lines: string[] = [];
const pack = () => packEarlierItems(database, (line) => lines.push(line));

beforeAll(async () => {
  await onServer(`create database ${name}`);
  await migrateUpTo(url(), "_pack_items");
  database = openDatabase(url());
  const stored = async (userId: string, count: number, goneCount: number): Promise<Item[]> => {
    const memoryIds = await storeMemories(database, count, { userId });
    const gone = sql.param(memoryIds.slice(0, goneCount));
    await database.execute(sql`delete from memories where id = any(${gone}::uuid[])`);
    return memoryIds.map((memoryId, index) => ({ memoryId, digest: digestAt(index) }));
  };
  ids.finished = await insertEarlier({ status: "partial", cursorSeq: 2_500 }, finished);
  ids.paused = await insertEarlier({ status: "paused", cursorSeq: 700 }, await stored("pia", 2_100, 700));
  ids.running = await insertEarlier(
    { status: "running", cursorSeq: 1_000 },
    await stored("rob", 1_500, 1_000),
  );
  ids.verifying = await insertEarlier({ status: "verifying", cursorSeq: 30 }, await stored("vic", 30, 30));
  ids.queued = await insertEarlier({ status: "queued" }, await stored("quinn", 10, 0));
  ids.remote = await insertEarlier(
    { status: "partial", storeId: "elsewhere", cursorSeq: 3, sentSeq: 3 },
    remote,
  );
  // Enough of them that they take more than one part.
  await database.execute(sql`
    insert into deletion_items (deletion_id, seq, memory_id)
    select 'ffffffff-0000-4000-8000-000000000000', n, gen_random_uuid() from generate_series(1, 120000) as n`);
  await migrateDatabase(url());
});
afterAll(async () => {
  await database.$client.end();
  await onServer(`drop database ${name} with (force)`);
});

it("goes on where it was killed, tells how far it is, and leaves nothing behind", async () => {
  const dying = openDatabase(`${url()}?application_name=dying`, { connectionsMax: 1 });
  const isKilled = packEarlierItems(dying, () => {
    throw new Error("killed after the first part");
  });
  await expect(isKilled).rejects.toThrow("killed");
  await dying.$client.end();
  const [{ count } = { count: "0" }] = (
    await database.execute<{ count: string }>(sql`select count(*) as count from deletion_items_unpacked`)
  ).rows;
  expect(Number(count)).toBeGreaterThan(0);
  expect(Number(count)).toBeLessThan(100_000);
  await pack();
  await pack();
  expect(lines).toEqual([expect.stringMatching(/^Packed [\d,]+ items of earlier deletions/)]);
  const { rows } = await database.execute(sql`select to_regclass('deletion_items_unpacked') as earlier`);
  expect(rows).toEqual([{ earlier: null }]);
  expect(await database.$count(deletionItems)).toBe(2_500 + 2_100 + 1_500 + 30 + 10 + 4 + 120_000);
  expect(await database.$count(deletionBatches)).toBe(3 + 3 + 2 + 1 + 1 + 1 + 120);
});

it("keeps every item of a finished one, in order, with outcomes, digests, and the same proof", async () => {
  const rows = await database
    .select()
    .from(deletionItems)
    .where(eq(deletionItems.deletionId, ids.finished))
    .orderBy(deletionItems.seq);
  expect(rows.map(({ memoryId }) => memoryId)).toEqual(finished.map(({ memoryId }) => memoryId));
  expect(rows.map(({ digest }) => digest)).toEqual(finished.map(({ digest }) => digest ?? null));
  const exceptions = rows.filter(({ outcome }) => outcome !== null);
  expect(exceptions.map(({ seq, outcome, errorCode }) => [seq, outcome, errorCode])).toEqual([
    [1_201, "already_absent", null],
    [2_401, "failed", "database_23503"],
  ]);
  const key = digestKeyOf(secret, salt, "items digest");
  const chunk = createHash("sha256");
  for (const { memoryId, outcome } of finished)
    chunk.update(Buffer.from((memoryId ?? "").replaceAll("-", ""), "hex")).update(outcome?.charAt(0) ?? "d");
  expect(await itemsDigest(database, key, { id: ids.finished, itemCount: 2_500, cursorSeq: 2_500 })).toBe(
    createHmac("sha256", key).update(chunk.digest()).digest("hex"),
  );
});

it("can be read, by state and by memory", async () => {
  const list = (state: ItemState | null, afterSeq = 0) =>
    listDeletionItems(context(), { deletionId: ids.finished, state, afterSeq, limit: 200 });
  expect((await list(null, 2_450)).items.map(({ seq }) => seq)).toEqual(
    Array.from({ length: 50 }, (_, index) => 2_451 + index),
  );
  expect((await list("already_absent")).items.map(({ seq }) => seq)).toEqual([1_201]);
  expect((await list("failed", 2_401)).items).toEqual([]);
  expect((await list("deleted", 1_150)).items).toHaveLength(200);
  expect((await list("deleted", 1_150)).nextSeq).toBe(1_351);
  expect(await listFailedIds(context(), { id: ids.finished })).toEqual([finished[2_400]?.memoryId]);
  const found = await findDeletionsOf(context(), memoryIdSchema.parse(finished[2_499]?.memoryId));
  expect(found.deletions.map(({ deletion, state }) => [deletion.id, state])).toEqual([
    [ids.finished, "deleted"],
  ]);
});

it("keeps what a remote store calls its memories, with all that became of them", async () => {
  const rows = await database
    .select()
    .from(deletionItems)
    .where(eq(deletionItems.deletionId, ids.remote))
    .orderBy(deletionItems.seq);
  expect(
    rows.map(({ memoryId, remoteId, digest, outcome, errorCode }) => ({
      memoryId,
      remoteId,
      digest,
      outcome,
      errorCode,
    })),
  ).toEqual(
    remote.map(({ memoryId, remoteId = null, digest = null, outcome = null, errorCode = null }) => ({
      memoryId,
      remoteId,
      digest,
      outcome,
      errorCode,
    })),
  );
  for (const remoteId of ["first memory", "ABCDEF00-0000-4000-8000-000000000000"]) {
    const { deletions: found } = await findDeletionsOf(context(), memoryIdSchema.parse(remoteId));
    expect(found.map(({ deletion }) => deletion.id)).toEqual([ids.remote]);
  }
});

it("goes on with those that were half-way, paused, queued or being verified", async () => {
  await resumeDeletion(context(), { id: ids.paused });
  for (const [id, count] of [
    [ids.paused, 2_100],
    [ids.running, 1_500],
    [ids.verifying, 30],
    [ids.queued, 10],
  ] as const) {
    const done = await runToEnd(context(), id);
    expect(done).toMatchObject({ status: "completed", deletedCount: count, absentCount: 0, failedCount: 0 });
  }
  expect((await database.execute(sql`select from memories`)).rows).toEqual([]);
});

it("says each number once, also when a part ends where nothing is left", async () => {
  for (const count of [0, 100_000]) {
    lines.length = 0;
    await database.execute(sql`
      create table deletion_items_unpacked as
      select gen_random_uuid() as deletion_id, n as seq, gen_random_uuid() as memory_id, null::text as remote_id,
        null::bytea as digest, null::tid as place, null::text as outcome, null::text as error_code
      from generate_series(1, 0) as n`);
    await database.execute(sql`
      insert into deletion_items_unpacked (deletion_id, seq, memory_id)
      select '0fffffff-0000-4000-8000-000000000000', n, gen_random_uuid() from generate_series(1, ${count}::integer) as n`);
    await pack();
    expect(lines).toEqual(
      count === 0 ? [] : ["Packed 100,000 items of earlier deletions; it is safe to stop."],
    );
  }
});
