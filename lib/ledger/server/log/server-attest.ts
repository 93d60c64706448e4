import { databaseNow } from "@/lib/database/server/database-clock";
import { serverDatabase } from "@/lib/database/server/server-database";
import { env } from "@/lib/env/env";
import { log } from "@/lib/env/log";
import { attestCheckpoint } from "./attest-checkpoint";

/** How long after the first, second … failure it is asked again; the last for all that follow. */
const pauseSeconds = [15, 60, 300, 900, 3600];

/**
 * Has the last checkpoint of this server's ledger attested, and tells the log of it. Answers in how many seconds to do so again, as
 * somebody did not attest it; `failureCount`: how often in a row that was so. Undefined: nothing is left to be done.
 */
export const attestServerLedger = async (
  signal: AbortSignal,
  failureCount: number,
): Promise<number | undefined> => {
  const attested = await attestCheckpoint({
    database: serverDatabase(),
    settings: env().attestation,
    now: databaseNow,
    signal,
  });
  if (attested.kind === "busy") return pauseSeconds[0];
  if (attested.kind === "no_checkpoint") return undefined;
  for (const { name, kind, size, errorCode, isNewAlarm } of attested.attempts) {
    if (errorCode === null) log().info({ kind, name, size }, "ledger attested");
    else if (isNewAlarm)
      log().error({ kind, name, size, errorCode }, "ledger alarm: a witness contradicts the ledger");
    else log().warn({ kind, name, size, errorCode }, "ledger not attested");
  }
  const isWhole = attested.attempts.every(({ errorCode }) => errorCode === null);
  return isWhole ? undefined : (pauseSeconds[failureCount] ?? pauseSeconds.at(-1));
};
