import type { TestProject } from "vitest/node";
import { startEmbeddedPostgres } from "@/scripts/postgres/start-embedded-postgres";
import { makeTemporaryFolder } from "./temporary-folder";

/** One real Postgres for all test files; each test file creates its own database in it. */
export default async function setup({ provide }: TestProject): Promise<() => Promise<void>> {
  const given = process.env.LETHE_TEST_DATABASE_URL;
  if (given) {
    provide("postgresUrl", given);
    return () => Promise.resolve();
  }
  const { folder, remove } = makeTemporaryFolder();
  const postgres = await startEmbeddedPostgres({ dataDir: folder, log: () => undefined, isDurable: false });
  provide("postgresUrl", postgres.url);
  return async () => {
    await postgres.stop();
    remove();
  };
}
