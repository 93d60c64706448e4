import { randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import pg from "pg";
import { afterAll, beforeAll, expect, inject, it } from "vitest";
import type { Context } from "@/lib/access/context";
import { openDatabase, type Database } from "@/lib/database/server/database";
import { migrateDatabase } from "@/lib/database/server/migrate-database";
import { deletionIdSchema } from "@/lib/deletions/deletion-id";
import { memberActor } from "@/lib/access/types";
import { memberIdSchema } from "@/lib/access/member-id-schema";
import { migrateUpTo } from "@/testing/migrate-up-to";
import { deletionInput, previewedInput, requested, runToEnd } from "@/testing/deletions/deletion-fixtures";

// A database of before memories told when they were changed, with a deletion that waits.

const name = `bind_${process.pid}`;
const url = () => Object.assign(new URL(inject("postgresUrl")), { pathname: `/${name}` }).toString();
const waitingId = deletionIdSchema.parse(randomUUID());
const actor = memberActor({
  id: memberIdSchema.parse(randomUUID()),
  email: "ada@example.com",
  role: "admin",
});
let database: Database;
const context = (): Context => ({
  actor,
  database,
  now: () => new Date(),
  secret: "a secret for tests only, of more than 32 characters",
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

beforeAll(async () => {
  await onServer(`create database ${name}`);
  await migrateUpTo(url(), "_bind_confirmations");
  database = openDatabase(url());
  await database.execute(sql`
    insert into memories (memory, user_id) select 'fact ' || n, case when n <= 40 then 'ann' else 'ben' end
    from generate_series(1, 100) as n`);
  const { selection } = deletionInput({ userId: "ann", expectedCount: 40 });
  await database.execute(sql`
    insert into deletions (id, store_id, operation, actor, selection, digest_salt, idempotency_key, request_digest, cutoff_at,
      expected_count, created_at)
    values (${waitingId}, 'builtin', 'delete_matching', ${JSON.stringify(actor)}::jsonb, ${JSON.stringify(selection)}::jsonb,
      'salt', gen_random_uuid(), '', clock_timestamp(), 40, clock_timestamp())`);
  await migrateDatabase(url());
});
afterAll(async () => {
  await database.$client.end();
  await onServer(`drop database ${name} with (force)`);
});

it("keeps its memories, and deletes what it was to delete", async () => {
  const { rows } = await database.execute<{ count: string }>(sql`
    select count(*) as count from memories where changed_at = 'epoch' and stored_in is null and changed_in is null`);
  expect(Number(rows[0]?.count)).toBe(100);
  expect(await runToEnd(context(), waitingId)).toMatchObject({ status: "completed", deletedCount: 40 });
});

it("binds what is previewed from now on", async () => {
  const { selection } = deletionInput({ userId: "ben", expectedCount: 60 });
  const { id } = await requested(context(), await previewedInput(context(), selection));
  await database.execute(sql`update memories set memory = 'with other words' where memory = 'fact 99'`);
  expect(await runToEnd(context(), id)).toMatchObject({ deletedCount: 59, joinedCount: 1 });
});
