import { databaseNow } from "@/lib/database/server/database-clock";
import type { Database } from "@/lib/database/server/database";
import { errorForLog } from "@/lib/errors/error-for-log";
import type { AnchorSettings } from "@/lib/env/anchor-settings";
import { log } from "@/lib/env/log";
import { startRepeating } from "@/lib/async/start-repeating";
import { anchorHead } from "./anchor-head";

const busyRetrySeconds = 15;

/**
 * Anchors the ledger's head now and then every so many minutes, until the returned function is called; that one waits for
 * an attempt under way. Never throws: what fails is logged, kept for the ledger page, and tried again at the next turn.
 */
export const startAnchorSchedule = ({
  database,
  settings,
  sign,
}: {
  database: Database;
  settings: AnchorSettings;
  /** Signs a checkpoint of what is to be anchored, to go with it; never throws. */
  sign: (signal: AbortSignal) => Promise<void>;
}): (() => Promise<void>) =>
  startRepeating({
    everyMinutes: settings.everyMinutes,
    work: async (signal) => {
      await sign(signal);
      const isBusy = await anchorOnce(database, settings, signal);
      // Another process writes to a file of its own, perhaps on another machine: this one's is still to be written.
      return isBusy ? busyRetrySeconds : undefined;
    },
    onError: (error) => {
      log().error({ error: errorForLog(error) }, "ledger not anchored");
    },
  });

/** Answers whether another process was at it. */
const anchorOnce = async (
  database: Database,
  settings: AnchorSettings,
  signal: AbortSignal,
): Promise<boolean> => {
  const result = await anchorHead({ database, settings, now: databaseNow(), signal });
  if (result.kind !== "tried") return result.kind === "busy";
  for (const { destination, errorCode } of result.attempts) {
    if (errorCode === null) log().info({ seq: result.seq, destination }, "ledger anchored");
    else log().error({ seq: result.seq, destination, errorCode }, "ledger not anchored");
  }
  return false;
};
