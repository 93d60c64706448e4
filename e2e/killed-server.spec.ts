import { randomBytes, randomUUID } from "node:crypto";
import { setTimeout as delay } from "node:timers/promises";
import { eq, sql } from "drizzle-orm";
import { expect, test } from "playwright/test";
import { createApiKey } from "@/lib/api-keys/server/create-api-key";
import { requestDeletionSchema } from "@/lib/deletions/request/schema";
import { requestDeletion } from "@/lib/deletions/server/request/request-deletion";
import { readEvents } from "@/lib/ledger/server/read-events";
import { verifyLedger } from "@/lib/ledger/verify-ledger";
import { seededRandom } from "@/testing/seeded-random";
import { memberActor } from "@/lib/access/types";
import { memberIdSchema } from "@/lib/access/member-id-schema";
import { deletions } from "@/drizzle/schema/deletions";
import { memories } from "@/drizzle/schema/memories";
import { startKillableProduct, type KillableProduct, type Victim } from "@/testing/product/killable-product";

// The real product is killed with SIGKILL at random points of a deletion of 100,000 memories, twenty times in a row and
// once more while it verifies. At each of these moments the store and the books agree, and after the last restart the
// deletion completes as if nothing had happened.

const memoryCount = 100_000;
const bystanderCount = 1_000;
const killCount = 20;
const batchSize = 1_000;

const seed = Number(process.env["LETHE_KILL_SEED"] ?? randomBytes(4).readUInt32BE());
const random = seededRandom(seed);
let product: KillableProduct;

test.beforeAll(async () => {
  test.setTimeout(600_000);
  // A short lease, so that the test does not spend its time waiting for leases of the dead to run out.
  product = await startKillableProduct({
    LETHE_SAMPLE: "off",
    LETHE_LEASE_SECONDS: "1",
    LETHE_API_REQUESTS_PER_MINUTE: "0",
  });
});
test.afterAll(() => product.stop());

test("kill -9, twenty times in a row, costs a deletion nothing", async () => {
  test.setTimeout(900_000);
  console.log(`LETHE_KILL_SEED=${seed} does the same again, as far as the machine lets it.`);
  await storeMemories();
  const bystanders = await bystandersNow();
  const deletionIds: string[] = [];
  const kills: string[] = [];
  let id = await requestOfAll();
  deletionIds.push(id);
  for (let webServerKills = 0; kills.length < killCount;) {
    const before = await untilUnderWay(id);
    if (before.finishedAt !== null) {
      // A fast machine may complete one in fewer kills than twenty: then the next one.
      await expectComplete(id);
      await storeMemories();
      id = await requestOfAll();
      deletionIds.push(id);
      continue;
    }
    const victim = nextVictim(webServerKills);
    webServerKills = victim === "web server" ? webServerKills + 1 : 0;
    const deadAt = await product.kill(victim);
    const after = await expectBooksToAgree(id);
    const isHit = after.finishedAt === null || after.finishedAt > deadAt;
    if (isHit)
      kills.push(`${before.requestedCount === null ? "freezing" : String(before.deletedCount)}: ${victim}`);
  }
  await untilStatus(id, (status) => status !== "queued" && status !== "running");
  await product.kill("web server");
  await untilStatus(id, (_status, finishedAt) => finishedAt !== null);
  console.log(kills.map((words, index) => `kill ${index + 1} at ${words}`).join("\n"));

  await expectComplete(id);
  expect(await bystandersNow()).toEqual(bystanders);
  const report = await verifyLedger(readEvents(product.database()));
  expect(report.findings).toEqual([]);
  expect(await finishedEvents()).toEqual(
    deletionIds.map((each) => ({ id: each, status: "completed", deleted: memoryCount, kept: 0 })),
  );
});

test("kill -9 amid single deletes by API costs none of them anything", async () => {
  test.setTimeout(360_000);
  const { rows } = await product.database().execute<{ id: string }>(sql`
    insert into memories (memory, user_id, stored_at)
    select 'single fact number ' || n, 'melanie', now() - interval '1 minute' from generate_series(1, 400) as n
    returning id`);
  const ids = rows.map(({ id }) => id);
  const { key } = await createApiKey(contextNow(), { name: "kills", role: "support" });
  const headers = { authorization: `Token ${key}` };
  const waiting = [...ids];
  const client = async () => {
    // What is asked of a dead server is not answered, and not asked again.
    for (let id = waiting.pop(); id !== undefined; id = waiting.pop())
      await fetch(`${product.url()}/v1/memories/${id}/`, { method: "DELETE", headers }).catch(() =>
        delay(20),
      );
  };
  const clients = Promise.all(Array.from({ length: 60 }, client));
  const ended = async () => (await singleDeletions()).filter(({ status }) => status === "completed").length;
  while ((await ended()) < 60) await delay(1);
  await delay(random() * 100);
  await product.kill("web server");
  await clients;
  await expect
    .poll(async () => (await singleDeletions()).every(({ status }) => status === "completed"), {
      timeout: 60_000,
    })
    .toBe(true);

  const all = await singleDeletions();
  const left = await product.database().$count(memories, eq(memories.userId, "melanie"));
  expect(all.length).toBeGreaterThanOrEqual(60);
  expect(all).toEqual(
    all.map((each) => ({ ...each, deleted: 1, absent: 0, items: 1, requested: 1, finished: 1 })),
  );
  expect(new Set(all.map(({ memory_id }) => memory_id)).size).toBe(all.length);
  expect(left).toBe(ids.length - all.length);
  expect((await verifyLedger(readEvents(product.database()))).findings).toEqual([]);
});

const singleDeletions = async () => {
  const { rows } = await product.database().execute<{ status: string; memory_id: string }>(sql`
    select deletion.status, item.memory_id, deletion.deleted_count as deleted, deletion.absent_count as absent,
      (select count(*)::integer from deletion_items where deletion_id = deletion.id) as items,
      count(*) filter (where event.kind = 'deletion.requested')::integer as requested,
      count(*) filter (where event.kind = 'deletion.finished')::integer as finished
    from deletions as deletion join deletion_items as item on item.deletion_id = deletion.id
      left join ledger_events as event on event.body::jsonb ->> 'deletionId' = deletion.id::text
    where deletion.operation = 'delete' group by deletion.id, item.memory_id`);
  return rows;
};

/** Fewer web servers in a row than make the launcher give up. */
const nextVictim = (webServerKills: number): Victim => {
  const chance = random();
  if (chance < 0.7 && webServerKills < 3) return "web server";
  return chance < 0.5 ? "web server, launcher and Postgres" : "web server and launcher";
};

/** Memories of one user, whose ids are written down elsewhere, too; and of others, once. */
const storeMemories = async (): Promise<void> => {
  await product.database().execute(sql`create table if not exists stored_ids (id uuid primary key)`);
  await product.database().execute(sql`
    with stored as (
      insert into memories (memory, user_id, stored_at)
      select 'fact number ' || n, case when n > ${memoryCount}::integer then 'bystander' else 'caroline' end,
        now() - interval '1 minute'
      from generate_series(1, ${memoryCount + bystanderCount}::integer) as n
      where n <= ${memoryCount}::integer or not exists (select 1 from memories where user_id = 'bystander')
      returning id, user_id
    ) insert into stored_ids select id from stored where user_id = 'caroline'`);
};

const bystandersNow = async (): Promise<unknown> => {
  const { rows } = await product.database().execute<{ count: number; digest: string }>(sql`
    select count(*)::integer as count, md5(string_agg(each::text, '' order by id)) as digest
    from memories as each where user_id <> 'caroline'`);
  expect(rows[0]?.count).toBe(bystanderCount);
  return rows;
};

const adminId = memberIdSchema.parse(randomUUID());
const contextNow = () => ({
  actor: memberActor({ id: adminId, email: "ada@example.com", role: "admin" }),
  session: { id: randomUUID(), authenticatedAt: new Date() },
  database: product.database(),
  now: () => new Date(),
  secret: product.secret,
  allowsPrivateStores: false,
});

const requestOfAll = async (): Promise<string> => {
  const result = await requestDeletion(
    contextNow(),
    requestDeletionSchema.parse({
      storeId: "builtin",
      selection: { kind: "matching", filter: { field: "user_id", operator: "eq", value: "caroline" } },
      expectedCount: memoryCount,
      cutoffAt: new Date().toISOString(),
      idempotencyKey: randomUUID(),
    }),
  );
  if (result.kind !== "requested") throw new Error(`The count changed to ${result.actual}.`);
  return result.deletion.id;
};

const read = async (id: string): Promise<typeof deletions.$inferSelect> => {
  const [row] = await product.database().select().from(deletions).where(eq(deletions.id, id));
  if (row === undefined) throw new Error("The deletion is gone.");
  return row;
};

/** Polled without a pause to speak of: moments are what this test is about. */
const untilStatus = async (
  id: string,
  isSo: (status: string, finishedAt: Date | null) => boolean,
): Promise<void> => {
  for (const end = Date.now() + 60_000; ; await delay(1)) {
    const row = await read(id);
    if (isSo(row.status, row.finishedAt)) return;
    if (Date.now() > end) throw new Error(`The deletion stays ${row.status} at ${row.cursorSeq}.`);
  }
};

/**
 * Waits until a runner that lives has done some batches more, or none, and then a moment that lies anywhere within the
 * next one; while the ids are being frozen, anywhere within that.
 */
const untilUnderWay = async (id: string): Promise<typeof deletions.$inferSelect> => {
  const { leaseOwner, cursorSeq } = await read(id);
  const batches = Math.floor(random() * 3);
  for (const end = Date.now() + 60_000; ; await delay(1)) {
    const row = await read(id);
    if (row.finishedAt !== null) return row;
    const isFreezing =
      row.requestedCount === null && row.leaseOwner !== null && row.leaseOwner !== leaseOwner;
    const isFarEnough = row.cursorSeq > cursorSeq + batches * batchSize;
    if (isFreezing || isFarEnough) {
      await delay(random() * (isFreezing ? 500 : 40));
      return read(id);
    }
    if (Date.now() > end) throw new Error(`No runner goes on with the deletion: ${row.status}.`);
  }
};

/** In one snapshot: what is deleted, what is left, and what the items say, while the product goes on. */
const expectBooksToAgree = async (id: string): Promise<{ finishedAt: Date | null }> => {
  const { rows } = await product.database().execute<
    Record<string, number> & { finished_at: string | null }
  >(sql`
    -- Sets, which are always hashed: of rows this new the planner knows nothing, and its anti join would take minutes.
    with without_item as (
      select id from stored_ids
      except select id from memories
      except select item.memory_id from deletion_items as item, deletions as deletion
        where deletion.id = ${id}::uuid and (item.deletion_id <> deletion.id or item.seq <= deletion.cursor_seq)
    )
    select deletion.finished_at,
      deletion.deleted_count as deleted, deletion.cursor_seq as cursor,
      deletion.absent_count + deletion.failed_count as others,
      (select count(*) from memories where user_id = 'caroline')::integer as left,
      (select count(*) from without_item)::integer as without_item
    from deletions as deletion where deletion.id = ${id}::uuid`);
  const [row] = rows;
  expect(row).toMatchObject({ others: 0, without_item: 0, cursor: row?.["deleted"] });
  expect(row?.["left"]).toBe(memoryCount - (row?.["deleted"] ?? 0));
  return { finishedAt: row?.finished_at == null ? null : new Date(row.finished_at) };
};

/** Each memory deleted exactly once in the items, and nothing of them left. */
const expectComplete = async (id: string): Promise<void> => {
  expect(await read(id)).toMatchObject({
    status: "completed",
    requestedCount: memoryCount,
    deletedCount: memoryCount,
    absentCount: 0,
    failedCount: 0,
    cursorSeq: memoryCount,
  });
  const { rows } = await product.database().execute(sql`
    select count(*)::integer as items, count(distinct memory_id)::integer as memories,
      count(*) filter (where outcome is not null)::integer as exceptions,
      count(*) filter (where stored_ids.id is null)::integer as strangers,
      (select count(*) from memories where user_id = 'caroline')::integer as left
    from deletion_items as item left join stored_ids on stored_ids.id = item.memory_id
    where item.deletion_id = ${id}::uuid`);
  expect(rows).toEqual([{ items: memoryCount, memories: memoryCount, exceptions: 0, strangers: 0, left: 0 }]);
};

const finishedEvents = async (): Promise<unknown[]> => {
  const { rows } = await product.database().execute(sql`
    select body::jsonb ->> 'deletionId' as id, body::jsonb ->> 'status' as status,
      (body::jsonb ->> 'deletedCount')::integer as deleted, (body::jsonb ->> 'keptCount')::integer as kept
    from ledger_events where kind = 'deletion.finished' order by seq`);
  return rows;
};
