import { migrateDatabase } from "@/lib/database/server/migrate-database";
import { loadMemories } from "./data/load-memories";
import { connect, type TemporaryDatabase } from "./temporary-database";

type Sizes = { memories: number; indexes: number; versions: number };

export type PristineStore = {
  /** A database of this name, as it was when the memories had just been loaded; replaces an earlier one. */
  copyTo: (name: string) => Promise<TemporaryDatabase>;
  drop: (name: string) => Promise<void>;
  /** In bytes, as the memories were loaded. */
  readSizes: () => Promise<Sizes>;
};

/**
 * Fills a database that nothing uses afterwards but to be copied: a second or two for a million memories, so that whatever
 * deletes many of them can be measured several times on the same store.
 */
export async function fillPristineStore(
  server: TemporaryDatabase,
  rows: number,
  log: (line: string) => void,
): Promise<PristineStore> {
  const named = (name: string): TemporaryDatabase => ({
    ...server,
    url: Object.assign(new URL(server.url), { pathname: `/${name}` }).toString(),
  });
  const onServer = async (...statements: string[]): Promise<void> => {
    const client = await connect(server.url);
    for (const statement of statements) await client.query(statement);
    await client.end();
  };
  await onServer("create database pristine");
  const pristine = named("pristine");
  await migrateDatabase(pristine.url);
  const client = await connect(pristine.url);
  log(`Loading ${rows.toLocaleString("en-US")} memories.`);
  await loadMemories(client, rows, log);
  await client.end();
  return {
    copyTo: async (name) => {
      await onServer(
        `drop database if exists ${name} with (force)`,
        `create database ${name} template pristine strategy file_copy`,
        "checkpoint",
      );
      return named(name);
    },
    drop: (name) => onServer(`drop database if exists ${name} with (force)`),
    readSizes: async () => {
      const reader = await connect(pristine.url);
      const { rows } = await reader.query<Record<keyof Sizes, string>>(
        `select pg_table_size('memories') as memories, pg_indexes_size('memories') as indexes,
           pg_total_relation_size('memory_versions') as versions`,
      );
      await reader.end();
      const [row] = rows;
      return {
        memories: Number(row?.memories),
        indexes: Number(row?.indexes),
        versions: Number(row?.versions),
      };
    },
  };
}
