import type { Database } from "@/lib/database/server/database";
import type { AnchorSettings } from "@/lib/ledger/anchor-settings";
import { log } from "@/lib/log";
import { anchorHead } from "./anchor-head";

const busyRetrySeconds = 15;

/**
 * Anchors the ledger's head now and then every so many minutes, until the returned function is called; that one waits for
 * an attempt under way. Never throws: what fails is logged, kept for the ledger page, and tried again at the next turn.
 */
export const startAnchorSchedule = ({
  database,
  settings,
}: {
  database: Database;
  settings: AnchorSettings;
}): (() => Promise<void>) => {
  const controller = new AbortController();
  let running: Promise<void> | null = null;
  let retry: NodeJS.Timeout | undefined;
  const turn = () => {
    // A turn that still waits for the database needs no second one behind it.
    running ??= anchorOnce(database, settings, controller.signal).then((isBusy) => {
      running = null;
      // Another process writes to a file of its own, perhaps on another machine: this one's is still to be written.
      if (isBusy && !controller.signal.aborted) retry = setTimeout(turn, busyRetrySeconds * 1000).unref();
    });
  };
  const timer = setInterval(turn, settings.everyMinutes * 60_000);
  timer.unref();
  turn();
  return async () => {
    clearInterval(timer);
    clearTimeout(retry);
    controller.abort();
    await running;
  };
};

/** Answers whether another process was at it. */
const anchorOnce = async (
  database: Database,
  settings: AnchorSettings,
  signal: AbortSignal,
): Promise<boolean> => {
  try {
    const result = await anchorHead({ database, settings, now: new Date(), signal });
    if (result.kind !== "tried") return result.kind === "busy";
    for (const { destination, errorCode } of result.attempts) {
      if (errorCode === null) log().info({ seq: result.seq, destination }, "ledger anchored");
      else log().error({ seq: result.seq, destination, errorCode }, "ledger not anchored");
    }
  } catch (error) {
    log().error({ error: error instanceof Error ? error.name : typeof error }, "ledger not anchored");
  }
  return false;
};
