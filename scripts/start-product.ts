import { databaseNow } from "@/lib/database/server/database-clock";
import { openDatabase } from "@/lib/database/server/database";
import { ExpectedError } from "@/lib/errors/expected-error";
import { checkJournal } from "@/lib/journal/server/check-journal";
import { startWords } from "@/lib/journal/words";
import { refuseCommonPassword } from "@/lib/members/server/refuse-common-password";
import { prepareDatabase } from "@/lib/start/prepare-database";
import { buildConsole } from "./build-console";
import { checkDatabase, connectDatabase } from "./connect-database";
import type { Lifetime } from "./lifetime";
import { requireFreePort } from "./ports";
import { prepareDataFolder } from "./postgres/data-folder";
import { readSettings } from "./settings";
import { errorCode, StartError } from "./start-error";
import { databaseStartError } from "./database-start-error";
import { startWebServer } from "./web-server";

/** Starts database and web server, cheap checks first, so that a problem shows early. */
export async function startProduct(mode: "production" | "development", lifetime: Lifetime): Promise<void> {
  const log = (line: string) => console.log(line);
  const settings = readSettings(process.env);
  const { host, port, dataDir, publicUrl, admin, shouldLoadSample } = settings;
  await requireFreePort({ host, port, log, command: mode === "production" ? "npm run up" : "npm run dev" });
  if (settings.databaseUrl === null) prepareDataFolder(dataDir);
  else {
    const { databaseUrl, migrationUrl } = settings;
    if (migrationUrl !== null) await checkDatabase(databaseUrl, { isToBeWritten: false });
    await checkDatabase(migrationUrl ?? databaseUrl, { isToBeWritten: true });
  }
  if (admin !== null) await requireGoodPassword(admin);
  if (mode === "production") await buildConsole({ log, signal: lifetime.signal });

  const database = await connectDatabase(settings, lifetime, log);
  lifetime.signal.throwIfAborted();
  const { setUpPath } = await prepareDatabase({
    databaseUrl: database.migrationUrl,
    webRole: database.webRole,
    shouldLoadSample,
    admin,
    secret: database.secret,
    stores: settings.stores,
    retentionRules: settings.retentionRules,
    log,
  }).catch((error: unknown) => {
    throw databaseStartError(error);
  });
  lifetime.signal.throwIfAborted();

  await compareWithJournal({ ...database, file: settings.journal.file, log });
  lifetime.signal.throwIfAborted();

  log("Starting the web server.");
  const stopWebServer = await startWebServer({
    mode,
    host,
    port,
    log,
    signal: lifetime.signal,
    onGivenUp: lifetime.fail,
    env: {
      DATABASE_URL: database.url,
      LETHE_SECRET: database.secret,
      LETHE_DATA_DIR: dataDir,
      ...(database.embeddedPath === null ? {} : { LETHE_EMBEDDED_DATABASE: database.embeddedPath }),
      NEXTAUTH_URL: publicUrl,
      NEXTAUTH_SECRET: database.secret,
    },
  });
  lifetime.onStop(stopWebServer);
  log(`\nLethe is ready: ${publicUrl}`);
  if (setUpPath !== null) log(`Create the first admin here, once: ${publicUrl}${setUpPath}`);
  log("Stop it with Ctrl-C.");
  lifetime.onStop(() => Promise.resolve(log("\nStopping.")));
}

/**
 * Before anything is answered: a database that is older than the journal of erasures may hold what was erased. What cannot be
 * compared does not hold up the start, and is told; the server compares again.
 */
const compareWithJournal = async (input: {
  url: string;
  secret: string;
  file: string;
  log: (line: string) => void;
}): Promise<void> => {
  const database = openDatabase(input.url, { connectionsMax: 2 });
  try {
    const { secret, file } = input;
    const { state, facts } = await checkJournal({
      database,
      secret,
      file,
      now: databaseNow,
      isThorough: false,
    });
    for (const line of startWords(state, facts)) input.log(line);
  } catch (error) {
    if (errorCode(error) === null) throw error;
    input.log(
      `The journal of erasures, ${input.file}, cannot be compared with the database (${errorCode(error)}).`,
    );
  } finally {
    await database.$client.end();
  }
};

/** The rules that hold for every member hold for the first one, too. */
const requireGoodPassword = ({ email, password }: { email: string; password: string }): Promise<void> =>
  refuseCommonPassword(password, email).catch((error: unknown) => {
    throw error instanceof ExpectedError
      ? new StartError(`ADMIN_PASSWORD cannot be used. ${error.message}`)
      : error;
  });
