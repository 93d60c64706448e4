import path from "node:path";
import pg from "pg";
import { requireFitDatabase, UnfitDatabaseError } from "@/lib/database/server/unfit-database";
import type { Lifetime } from "./lifetime";
import { readOrCreateSecrets } from "./postgres/data-folder";
import { prepareWebRole } from "./postgres/web-role";
import { startEmbeddedPostgres } from "./postgres/start-embedded-postgres";
import type { Settings } from "./settings";
import { errorCode, StartError } from "./start-error";

const versionMin = 140_000;

export interface Database {
  /** Of the role that the web server connects as. */
  url: string;
  /** Of the role that migrates, and owns the ledger. */
  migrationUrl: string;
  /** The web server's role, where it is another one. */
  webRole: string | null;
  /** Where the embedded one's files are; null of another one. */
  embeddedPath: string | null;
  secret: string;
}

/** Starts the embedded database, unless DATABASE_URL names another one. */
export async function connectDatabase(
  settings: Settings,
  lifetime: Lifetime,
  log: (line: string) => void,
): Promise<Database> {
  if (settings.databaseUrl !== null && settings.secret !== null) {
    const { databaseUrl: url, migrationUrl, secret } = settings;
    const webRole = migrationUrl === null ? null : decodeURIComponent(new URL(url).username);
    return { url, migrationUrl: migrationUrl ?? url, webRole, embeddedPath: null, secret };
  }
  const { dataDir } = settings;
  log(
    `Starting the database in ${path.relative(".", dataDir).startsWith("..") ? dataDir : path.relative(".", dataDir)}.`,
  );
  const { signal, fail } = lifetime;
  const postgres = await startEmbeddedPostgres({ dataDir, log, signal, onGivenUp: fail });
  lifetime.onStop(postgres.stop);
  const web = await prepareWebRole(postgres.url, readOrCreateSecrets(dataDir));
  return {
    url: web.url,
    migrationUrl: postgres.url,
    webRole: web.role,
    embeddedPath: postgres.dataPath,
    secret: settings.secret ?? readOrCreateSecrets(dataDir).letheSecret,
  };
}

/** Throws a StartError that says why, when the database cannot be used. */
export async function checkDatabase(
  url: string,
  { isToBeWritten }: { isToBeWritten: boolean },
): Promise<void> {
  const client = new pg.Client({
    connectionString: url,
    connectionTimeoutMillis: 10_000,
    application_name: "lethe launcher",
  });
  client.on("error", () => undefined);
  try {
    await client.connect();
    const { rows } = await client.query<{ server_version_num: string; server_version: string }>(
      "select current_setting('server_version_num') as server_version_num, current_setting('server_version') as server_version",
    );
    const version = rows[0];
    if (version && Number(version.server_version_num) < versionMin) {
      throw new StartError(
        `The database at DATABASE_URL is PostgreSQL ${version.server_version}, and Lethe needs 14 or newer: upgrade it, or unset DATABASE_URL to use the embedded one.`,
      );
    }
    if (isToBeWritten) await requireFitDatabase(client);
  } catch (error) {
    if (error instanceof StartError) throw error;
    if (error instanceof UnfitDatabaseError) throw new StartError(error.message);
    // The address holds a password and is not repeated; the reason names host, user or database where that matters.
    throw new StartError(
      `The database at DATABASE_URL cannot be used (${reason(error)}): check that it is running and that the address is right.`,
    );
  } finally {
    await client.end().catch(() => undefined);
  }
}

/** Several addresses of one host fail together as an AggregateError, whose own message is empty. */
function reason(error: unknown): string {
  const first: unknown = error instanceof AggregateError ? error.errors[0] : error;
  return first instanceof Error ? first.message || (errorCode(first) ?? first.name) : String(first);
}
