import type { Context } from "@/lib/access/context";
import { databaseNow } from "@/lib/database/server/database-clock";
import { serverDatabase } from "@/lib/database/server/server-database";
import { letheActor } from "@/lib/deletions/server/record/lethe-actor";
import { serverRunner } from "@/lib/deletions/server/run/server-runner";
import { env } from "@/lib/env/env";
import { log } from "@/lib/env/log";
import { errorForLog } from "@/lib/errors/error-for-log";
import { ExpectedError } from "@/lib/errors/expected-error";
import { findOrigin } from "@/lib/ledger/server/log/checkpoints";
import { logSettings, trySignServerLedger } from "@/lib/ledger/server/log/server-log";
import { checkJournal, type Checked } from "./check-journal";
import { drainJournal } from "./drain-journal";
import { endReplay, type ReplayEnded } from "./end-replay";
import { requestScans, scanNext } from "./scan-stores";
import { requestReplay, type ReplayRequested } from "./request-replay";

// The journal of the running server: its database, its settings, its log.

/** Writes what is in the outbox. What fails is logged, shown, and tried again with the next turn. */
export const drainServerJournal = async (signal: AbortSignal): Promise<void> => {
  const { journal: settings, secret } = env();
  const input = { database: serverDatabase(), secret, settings, now: databaseNow, signal };
  const drained = await drainJournal(input);
  // Lines are bound to the log's name, which its first checkpoint begins.
  if (drained.kind === "unsigned") {
    await trySignServerLedger({ signal });
    if ((await findOrigin(serverDatabase())) !== null) await drainJournal(input);
  }
  if (drained.kind === "drained" && drained.lineCount > 0)
    log().info({ lineCount: drained.lineCount }, "journal written");
  if (drained.kind === "drained" && !drained.isDone) log().error({}, "journal not written everywhere");
};

/** Compares database and journal, and erases again what is back where the settings say so. */
export const checkServerJournal = async (isThorough: boolean): Promise<Checked> => {
  const { journal, secret } = env();
  const database = serverDatabase();
  const checked = await checkJournal({ database, secret, file: journal.file, now: databaseNow, isThorough });
  if (checked.wasFoundNow) {
    log().error({ ...checked.facts }, "the database is older than the journal: a restored backup");
    if (checked.facts.remoteErasedCount > 0) {
      await requestScans({ actor: letheActor, database, now: databaseNow });
    }
  }
  if (checked.state === "restored" && journal.replaysByItself) await replayByItself();
  return checked;
};

/** Erases again what an admin has confirmed; see requestReplay. */
export const replayOnServer = async (
  ctx: Context,
  expectedCount: number | null,
): Promise<ReplayRequested> => {
  const requested = await requestReplay(ctx, logSettings(), expectedCount);
  if (requested.kind === "ended") await trySignServerLedger();
  serverRunner()?.wake();
  return requested;
};

const replayByItself = async (): Promise<void> => {
  const { secret, allowsPrivateStores } = env();
  const ctx = {
    actor: letheActor,
    database: serverDatabase(),
    secret,
    now: databaseNow,
    allowsPrivateStores,
  };
  try {
    log().info({ ...(await replayOnServer(ctx, null)) }, "erased memories are erased again");
  } catch (error) {
    // Another process was faster.
    if (!(error instanceof ExpectedError)) throw error;
  }
};

/** Looks through the stores elsewhere for which that was requested; see scanNext. */
export const scanServerStores = async (signal: AbortSignal): Promise<void> => {
  const { journal, secret, allowsPrivateStores } = env();
  const ctx = { database: serverDatabase(), secret, now: databaseNow, allowsPrivateStores };
  while (!signal.aborted && (await scanNext(ctx, { file: journal.file, signal }))) {
    log().info({}, "a store was looked through for what the journal says was erased there");
  }
};

/** Ends a replay whose deletion has ended; see endReplay. */
export const endServerReplay = async (): Promise<ReplayEnded> => {
  const ended = await endReplay(
    { actor: letheActor, database: serverDatabase(), now: databaseNow },
    logSettings(),
  );
  switch (ended.kind) {
    case "ended":
      log().info({ origin: ended.origin }, "what was erased is erased again; a new log begins");
      await trySignServerLedger();
      break;
    case "incomplete":
      log().error({ leftCount: ended.leftCount }, "not everything that was erased could be erased again");
      break;
    case "nothing":
      break;
  }
  return ended;
};

/** For schedules: never throws. */
export const quietly = async (what: string, work: () => Promise<unknown>): Promise<void> => {
  try {
    await work();
  } catch (error) {
    // Lethe is being stopped; the next start goes on with it.
    if (error instanceof Error && error.name === "AbortError") return;
    log().error({ error: errorForLog(error) }, what);
  }
};
