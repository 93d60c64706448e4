import { randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Database } from "@/lib/database/server/database";
import { databaseNow } from "@/lib/database/server/database-clock";
import { lockForSnapshot } from "@/lib/stores/sql/lock-for-snapshot";
import { previewedInput, requested, runToEnd, storeMemories } from "@/testing/deletions/deletion-fixtures";
import { seededRandom } from "@/testing/seeded-random";
import { useTestDatabase } from "@/testing/test-database";
import { cleans } from "@/drizzle/schema/cleans";
import { memories } from "@/drizzle/schema/memories";
import { cleanNext } from "./clean-next";
import { describeTable } from "./rewrite/describe-table";
import { addClean } from "./request-clean";

// Whoever reads or writes while the tables are written anew sees all that is there, and loses nothing.

const { database, context, url } = useTestDatabase();
const fixedCount = 500;

const clean = async (db: Database = database()) => {
  await addClean({ ...context(), now: databaseNow });
  await cleanNext({
    database: db,
    now: databaseNow,
    embeddedPath: null,
    signal: new AbortController().signal,
  });
  const { rows } = await database().execute<{ status: string; error_code: string | null }>(
    sql`select status, error_code from ${cleans} order by requested_at desc limit 1`,
  );
  return rows[0];
};

beforeAll(async () => {
  await storeMemories(database(), fixedCount, { userId: "fixed" });
  await storeMemories(database(), 20_000, { userId: "some" });
  // What the tables should hold, kept by the writers of this test in the same transactions.
  await database().execute(sql`create table mirror as select id, memory, user_id, metadata from memories`);
  await database().execute(sql`create unique index on mirror (id)`);
  await database().execute(
    sql`create table mirror_versions as select id, memory_id, old_memory from memory_versions`,
  );
});

/** One random change, in a transaction of its own that is sometimes rolled back. */
const writeOnce = async (client: pg.Client, random: () => number) => {
  const pick = random();
  await client.query("begin");
  const some = `(select id from mirror where user_id = 'some' order by id > $1 desc, id limit ${1 + Math.floor(random() * 20)} for update skip locked)`;
  const from = [randomUUID()];
  if (pick < 0.3) {
    const id = randomUUID();
    const memory = `added ${random()}${"long ".repeat(random() < 0.1 ? 2_000 : 1)} Çiğdem`;
    await client.query("insert into mirror values ($1, $2, 'some', '{}')", [id, memory]);
    await client.query("insert into memories (id, memory, user_id) values ($1, $2, 'some')", [id, memory]);
  } else if (pick < 0.65) {
    const { rows } = await client.query<{ id: string }>(`select id from mirror where id in ${some}`, from);
    const ids = [rows.map(({ id }) => id)];
    const word = `changed ${random()}`;
    await client.query(
      `with version as (
        insert into memory_versions (memory_id, old_memory, new_memory)
        select id, memory, '${word}' from memories where id = any($1) returning id, memory_id, old_memory
      ) insert into mirror_versions select id, memory_id, old_memory from version`,
      ids,
    );
    await client.query(
      `update memories set memory = '${word}', metadata = '{"n": ${Math.floor(random() * 9)}}' where id = any($1)`,
      ids,
    );
    await client.query(
      "update mirror set memory = m.memory, metadata = m.metadata from memories m where m.id = mirror.id and mirror.id = any($1)",
      ids,
    );
  } else {
    const { rows } = await client.query<{ id: string }>(`select id from mirror where id in ${some}`, from);
    const ids = [rows.map(({ id }) => id)];
    await client.query("delete from memories where id = any($1)", ids);
    await client.query("delete from memory_versions where memory_id = any($1)", ids);
    await client.query("delete from mirror where id = any($1)", ids);
    await client.query("delete from mirror_versions where memory_id = any($1)", ids);
  }
  await client.query(random() < 0.1 ? "rollback" : "commit");
};

const connect = async () => {
  const client = new pg.Client({ connectionString: url() });
  await client.connect();
  return client;
};

describe("while the files are written anew", () => {
  const isOver = new AbortController();
  afterAll(() => isOver.abort());

  it("writers and deletions lose nothing, and readers see everything, round after round", async () => {
    const counts = { writes: 0, reads: 0 };
    const wrong: string[] = [];
    let isRunning = true;
    const writer = async (seed: number) => {
      const client = await connect();
      const random = seededRandom(seed);
      while (isRunning) {
        await writeOnce(client, random);
        counts.writes += 1;
      }
      await client.end();
    };
    /** Prepared once, before any swap; each other turn in one snapshot, as previews and exports are. */
    const reader = async () => {
      const client = await connect();
      while (isRunning) {
        const { rows } = await client.query<{ count: number }>({
          name: "fixed",
          text: "select count(*)::integer as count from memories where user_id = 'fixed'",
        });
        if (rows[0]?.count !== fixedCount) wrong.push(`read ${rows[0]?.count}`);
        const inOne = await database().transaction(
          async (transaction) => {
            await lockForSnapshot(transaction);
            const first = await transaction.$count(memories);
            const fixed = await transaction.$count(memories, sql`user_id = 'fixed'`);
            return { isSame: first === (await transaction.$count(memories)), fixed };
          },
          { isolationLevel: "repeatable read" },
        );
        if (!inOne.isSame || inOne.fixed !== fixedCount) wrong.push(JSON.stringify(inOne));
        counts.reads += 2;
      }
      await client.end();
    };
    const others = [writer(1), writer(2), writer(3), reader(), reader()];
    for (let round = 0; round < 3; round++) {
      const userId = `erased ${round}`;
      await storeMemories(database(), 2_000, { userId });
      const filter = { field: "user_id" as const, operator: "eq" as const, value: userId };
      const { id } = await requested(
        context(),
        await previewedInput(context(), { kind: "matching", filter }),
      );
      const [cleaned, deleted] = await Promise.all([clean(), runToEnd(context(), id)]);
      expect(cleaned).toEqual({ status: "completed", error_code: null });
      expect(deleted).toMatchObject({ status: "completed", deletedCount: 2_000 });
      expect(await database().$count(memories, sql`user_id = ${userId}`)).toBe(0);
    }
    isRunning = false;
    await Promise.all(others);
    expect(wrong).toEqual([]);
    expect(Math.min(counts.writes, counts.reads)).toBeGreaterThan(30);
    const { rows } = await database().execute<{ differing: number; versions: number }>(sql`select
      (select count(*)::integer from memories m full join mirror using (id)
        where (m.memory, m.user_id, m.metadata) is distinct from (mirror.memory, mirror.user_id, mirror.metadata)
          or m.folded is distinct from case when m.memory like '%Çi%' then lower(m.folded) end) as differing,
      (select count(*)::integer from memory_versions v full join mirror_versions m using (id)
        where (v.memory_id, v.old_memory) is distinct from (m.memory_id, m.old_memory)) as versions`);
    expect(rows).toEqual([{ differing: 0, versions: 0 }]);
  }, 120_000);

  it("what the tables are made of stays the same: columns, indexes, triggers, rights, settings and numbers", async () => {
    await database().execute(
      sql`do $$ begin create role memory_reader; exception when duplicate_object then null; end $$`,
    );
    await database().execute(sql`grant select on memories to memory_reader`);
    await database().execute(sql`grant update (metadata) on memories to memory_reader`);
    await database().execute(sql`alter table memories set (fillfactor = 90)`);
    await database().execute(sql`alter table memories alter column user_id set statistics 200`);
    const client = await connect();
    const describeBoth = async () => [
      await describeTable(client, "memories"),
      await describeTable(client, "memory_versions"),
    ];
    const before = await describeBoth();
    expect(before[0]).toMatchObject({
      settings: [
        "alter table %table% alter column user_id set statistics 200",
        "grant SELECT on %table% to memory_reader",
        "grant UPDATE (metadata) on %table% to memory_reader",
      ],
      options: ["fillfactor=90"],
    });
    expect(before[0]?.triggers.length).toBeGreaterThan(2);
    expect(before[0]?.indexes.length).toBeGreaterThan(14);
    const nodes = sql`select pg_relation_filenode('memories') as node, pg_relation_filenode('memories_folded') as index`;
    const files = (await database().execute(nodes)).rows;
    expect(await clean()).toEqual({ status: "completed", error_code: null });
    expect(await describeBoth()).toEqual(before);
    expect((await database().execute(nodes)).rows).not.toEqual(files);
    const left = await database().execute(
      sql`select relname from pg_class where relnamespace = 'lethe_copies'::regnamespace`,
    );
    expect(left.rows).toEqual([]);
    const { rows } = await database().execute(sql`
      insert into memory_versions (memory_id, old_memory, new_memory) values (gen_random_uuid(), 'a', 'b')
      returning id > (select coalesce(max(id), 0) from mirror_versions) as is_next`);
    expect(rows).toEqual([{ is_next: true }]);
    await client.end();
  });
});
