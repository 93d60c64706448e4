import { databaseNow } from "@/lib/database/server/database-clock";
import { serverDatabase } from "@/lib/database/server/server-database";
import { env } from "@/lib/env/env";
import { log } from "@/lib/env/log";
import { errorForLog } from "@/lib/errors/error-for-log";
import { ExpectedError } from "@/lib/errors/expected-error";
import { findCheckpoint, type StoredCheckpoint } from "./checkpoints";
import { produceCheckpoint, type LogSettings, type Produced } from "./produce-checkpoint";

export const logSettings = (): LogSettings => {
  const { publicUrl, ledgerKey, dataDir, anchors } = env();
  return { host: new URL(publicUrl).host, key: ledgerKey, dataDir, anchorFile: anchors.file };
};

/**
 * Signs a checkpoint of everything that this server's ledger holds, as produceCheckpoint does, and tells the log of it: also what is
 * refused. For schedules and for what needs a proof at once.
 */
export const signServerLedger = async (
  options: { isThorough?: boolean; signal?: AbortSignal } = {},
): Promise<Produced> => {
  const produced = await produceCheckpoint({
    database: serverDatabase(),
    settings: logSettings(),
    now: databaseNow,
    ...options,
  });
  tell(produced);
  return produced;
};

/** The same for schedules: what fails is logged, and tried again with the next turn. */
export const trySignServerLedger = async (
  options: { isThorough?: boolean; signal?: AbortSignal } = {},
): Promise<void> => {
  try {
    await signServerLedger(options);
  } catch (error) {
    if (options.signal?.aborted === true) return;
    log().error({ error: errorForLog(error) }, "ledger not signed");
  }
};

const tell = (produced: Produced): void => {
  switch (produced.kind) {
    case "refused":
      log().error(
        { code: produced.alarm.code, ...produced.alarm.facts },
        "ledger not signed: it contradicts what was signed",
      );
      return;
    case "signed":
      log().info({ size: produced.checkpoint.size }, "ledger signed");
      break;
    case "unmoved":
    case "no_events":
      break;
  }
  if ("keptErrorCode" in produced && produced.keptErrorCode !== null) {
    log().error({ errorCode: produced.keptErrorCode }, "checkpoint not kept outside of the database");
  }
};

/**
 * The last checkpoint, with the event of this number in it: signed now when it is too new. Throws not_found when there is no such
 * event, and `unavailable` when nothing is signed at present.
 */
export const attestServerEvent = async (seq: number): Promise<StoredCheckpoint> => {
  const last = await findCheckpoint(serverDatabase());
  if (last !== null && last.size >= seq) return last;
  const produced = await signServerLedger();
  if (produced.kind === "refused") {
    throw new ExpectedError(
      "unavailable",
      "The ledger contradicts what was signed before, so nothing of it is signed: verify it.",
    );
  }
  if (produced.kind === "no_events" || produced.checkpoint.size < seq) {
    throw new ExpectedError("not_found", `The ledger has no event ${seq}.`);
  }
  return produced.checkpoint;
};
