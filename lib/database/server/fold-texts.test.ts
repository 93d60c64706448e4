import { sql } from "drizzle-orm";
import pg from "pg";
import { afterAll, beforeAll, expect, inject, it } from "vitest";
import { countMemories } from "@/lib/stores/sql/count-memories";
import { migrateUpTo } from "@/testing/migrate-up-to";
import { openDatabase, type Database } from "./database";
import { migrateDatabase } from "./migrate-database";

const name = `fold_${process.pid}`;
const url = () => Object.assign(new URL(inject("postgresUrl")), { pathname: `/${name}` }).toString();
let database: Database;

const onServer = async (statement: string): Promise<void> => {
  const client = new pg.Client({ connectionString: inject("postgresUrl") });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
};

// To this database's locale a letter is what ASCII has.
beforeAll(async () => {
  await onServer(
    `create database ${name} template template0 encoding 'UTF8' locale_provider libc lc_collate 'C' lc_ctype 'C'`,
  );
  await migrateUpTo(url(), "_fold_texts");
  database = openDatabase(url());
  await database.execute(sql`
    insert into memories (memory, user_id) values ('ÖMER trinkt Kaffee', 'ömer'), ('Cafe' || chr(769), null), ('Plain TEA', null)`);
  await migrateDatabase(url());
});
afterAll(async () => {
  await database.$client.end();
  await onServer(`drop database if exists ${name} with (force)`);
});

const found = async (value: string): Promise<number> =>
  (await countMemories(database, { field: "text", operator: "icontains", value })).value;

it("finds what was stored before texts were folded, whatever the database's locale takes for a letter", async () => {
  expect(await found("öme")).toBe(1);
  expect(await found("CAFÉ")).toBe(1);
  expect(await found("tea")).toBe(1);
});

it("finds what is stored since", async () => {
  await database.execute(sql`insert into memories (memory) values ('Straße ΣΊΣΥΦΟΣ')`);
  expect(await found("STRASSE σίσυφος")).toBe(1);
});
