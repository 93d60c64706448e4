import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { drizzle } from "drizzle-orm/node-postgres";
import { migrate } from "drizzle-orm/node-postgres/migrator";
import pg from "pg";

const migrations = join(process.cwd(), "drizzle", "migrations");

/** For tests: applies those of the migrations that are older than the one whose name ends so. */
export const migrateUpTo = async (url: string, tag: string): Promise<void> => {
  const folder = mkdtempSync(join(tmpdir(), "lethe-migrations-"));
  cpSync(migrations, folder, { recursive: true });
  const journal = join(folder, "meta", "_journal.json");
  const { entries, ...rest } = JSON.parse(readFileSync(journal, "utf8")) as { entries: { tag: string }[] };
  const older = entries.slice(
    0,
    entries.findIndex((entry) => entry.tag.endsWith(tag)),
  );
  writeFileSync(journal, JSON.stringify({ ...rest, entries: older }));
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await migrate(drizzle(client), { migrationsFolder: folder });
  } finally {
    await client.end();
  }
  rmSync(folder, { recursive: true });
};
