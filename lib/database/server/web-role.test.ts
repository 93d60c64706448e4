import { randomBytes } from "node:crypto";
import { tmpdir } from "node:os";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { cleanNext } from "@/lib/cleaning/server/clean-next";
import { addClean } from "@/lib/cleaning/server/request-clean";
import { isUpkeepDue, settleMemories, UpkeepRefusedError } from "@/lib/stores/builtin/settle-memories";
import { openDatabase, type Database } from "./database";
import { migrateDatabase } from "./migrate-database";

// The web server's role can do its work, and cannot rewrite the ledger.

const suffix = randomBytes(4).toString("hex");
const web = `web_${suffix}`;
const owner = `owner_${suffix}`;
const other = `other_${suffix}`;
const password = "only for this test";

const urlOf = (database: string, role?: string): string => {
  const url = new URL(inject("postgresUrl"));
  url.pathname = `/${database}`;
  if (role !== undefined) Object.assign(url, { username: role, password });
  return url.toString();
};

const asSuperuser = (...statements: string[]) => inDatabase("postgres", ...statements);

const inDatabase = async (name: string, ...statements: string[]): Promise<void> => {
  const client = new pg.Client({ connectionString: urlOf(name) });
  await client.connect();
  try {
    for (const statement of statements) await client.query(statement);
  } finally {
    await client.end();
  }
};

describe.each([
  ["beside a superuser, as in the embedded database", `super_${suffix}`, undefined],
  ["beside an owner without other rights, as docs/operations.md has it", `owned_${suffix}`, owner],
])("%s", (_name, name, migrator) => {
  let database: Database;
  const query = (statement: string) => database.$client.query(statement);
  const migrate = () => migrateDatabase(urlOf(name, migrator), { webRole: web });

  beforeAll(async () => {
    const roles = [web, owner, other].map(
      (role) =>
        `do $$ begin create role ${role} login password '${password}'; exception when duplicate_object then null; end $$`,
    );
    await asSuperuser(
      ...roles,
      `grant ${web} to ${owner}`,
      `create database ${name} ${migrator === undefined ? "" : `owner ${migrator}`}`,
    );
    await migrate();
    database = openDatabase(urlOf(name, web));
  });
  afterAll(async () => {
    await database.$client.end();
    await asSuperuser(`drop database ${name} with (force)`);
  });

  it("adds to the ledger and reads it", async () => {
    await query(
      `insert into ledger_events (seq, version, kind, body, previous_hash, hash, recorded_at)
        values (1, 1, 'sample.loaded', '{}', '\\x00', '\\x00', now())`,
    );
    expect((await query("select seq from ledger_events")).rowCount).toBe(1);
  });

  it.each([
    "update ledger_events set body = '{}'",
    "delete from ledger_events",
    "truncate ledger_events",
    "drop table ledger_events",
    "alter table ledger_events disable trigger all",
    "alter table ledger_events disable trigger ledger_events_refuse_change",
    "alter table ledger_events owner to current_user",
    "drop trigger ledger_events_refuse_change on ledger_events",
    "create or replace function refuse_ledger_change() returns trigger language plpgsql as 'begin return new; end'",
    "delete from ledger_anchors",
    "delete from ledger_checkpoints",
    "truncate ledger_origins",
    "delete from ledger_keys",
    "set session_replication_role = replica",
    "create table public.ledger_events_2 ()",
    "create role someone superuser",
    "copy (select 1) to program 'true'",
  ])("may not: %s", async (statement) => {
    await expect(query(statement)).rejects.toMatchObject({ code: expect.stringMatching(/^42/) as string });
  });

  it("stores, deletes and does the upkeep, also of the last memory", async () => {
    await query(
      "insert into memories (memory, user_id) select 'quokka ' || n, 'erased' from generate_series(1, 50) n",
    );
    await query("delete from memories");
    if (migrator !== undefined) {
      // Of Postgres' own statistics it can vacuum only what a superuser lets it.
      await expect(settleMemories(database)).rejects.toBeInstanceOf(UpkeepRefusedError);
      expect(await isUpkeepDue(database)).toBe(true);
      await inDatabase(
        name,
        `grant maintain on pg_catalog.pg_statistic, pg_catalog.pg_statistic_ext_data to ${web}`,
      );
    }
    expect(await settleMemories(database)).toBe(true);
    expect(await isUpkeepDue(database)).toBe(false);
    const { rows } = await query(
      "select count(*)::integer as count from pg_stats where tablename = 'memories' and most_common_vals::text like '%quokka%'",
    );
    expect(rows).toEqual([{ count: 0 }]);
  });

  it("writes the files of the memories anew, and what else it has the rights for", async () => {
    await query(
      "insert into memories (memory, user_id) select 'quokka ' || n, 'kept' from generate_series(1, 50) n",
    );
    const now = () => new Date();
    await addClean({ database, now, actor: { kind: "system", id: "cleaning", label: "Lethe" } });
    const signal = new AbortController().signal;
    expect(await cleanNext({ database, now, embeddedPath: tmpdir(), signal })).toBe(true);
    const { rows } = await query("select status, error_code, coverage from cleans");
    const log = migrator === undefined ? "removed" : "not_permitted";
    expect(rows).toEqual([
      {
        status: "completed",
        error_code: null,
        coverage: { tables: "rewritten", statistics: "rewritten", log },
      },
    ]);
    expect((await query("select count(*)::integer as count from memories")).rows).toEqual([{ count: 50 }]);
    await query("delete from memories");
  });

  it("puts no other table in a place", async () => {
    await query("create table lethe_copies.ledger_events_2 ()");
    await expect(query("select lethe_place_copy('ledger_events_2')")).rejects.toMatchObject({
      code: "P0001",
    });
    await query("drop table lethe_copies.ledger_events_2");
  });

  it("keeps its rights when the start is repeated", async () => {
    await migrate();
    const { rows } = await query(
      "select distinct pg_get_userbyid(relowner) as owner from pg_class where relname in ('memories', 'deletions', 'deletion_items', 'sessions')",
    );
    expect(rows).toEqual([{ owner: web }]);
  });
});

it("says that upkeep is refused to a role that does not own the tables", async () => {
  const name = `refused_${suffix}`;
  await asSuperuser(`create database ${name}`);
  await migrateDatabase(urlOf(name));
  await inDatabase(name, `grant select, insert, update, delete on all tables in schema public to ${other}`);
  const database = openDatabase(urlOf(name, other));
  await expect(settleMemories(database)).rejects.toBeInstanceOf(UpkeepRefusedError);
  await database.$client.end();
  await asSuperuser(`drop database ${name} with (force)`);
});

afterAll(() => asSuperuser(...[web, owner, other].map((role) => `drop role if exists ${role}`)));
