import { randomBytes } from "node:crypto";
import pg from "pg";
import type { TestProject } from "vitest/node";
import { migrateDatabase } from "@/lib/database/server/migrate-database";
import { startEmbeddedPostgres } from "@/scripts/postgres/start-embedded-postgres";
import { makeTemporaryFolder } from "./temporary-folder";

/** One real Postgres for all test files; each test file creates its own database in it, as a copy of a migrated one. */
export default async function setup({ provide }: TestProject): Promise<() => Promise<void>> {
  const server = await startOrTakePostgres();
  provide("postgresUrl", server.url);
  const template = `template_${randomBytes(6).toString("hex")}`;
  await onServer(server.url, `create database ${template}`);
  await migrateDatabase(Object.assign(new URL(server.url), { pathname: `/${template}` }).toString());
  provide("templateDatabase", template);
  return async () => {
    await onServer(server.url, `drop database if exists ${template} with (force)`);
    await server.stop();
  };
}

async function startOrTakePostgres(): Promise<{ url: string; stop: () => Promise<void> }> {
  const given = process.env.LETHE_TEST_DATABASE_URL;
  if (given) return { url: given, stop: () => Promise.resolve() };
  const { folder, remove } = makeTemporaryFolder();
  const postgres = await startEmbeddedPostgres({ dataDir: folder, log: () => undefined, isDurable: false });
  return { url: postgres.url, stop: () => postgres.stop().then(remove) };
}

async function onServer(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
