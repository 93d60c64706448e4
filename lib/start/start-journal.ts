import { debounced } from "@/lib/async/debounced";
import { startRepeating } from "@/lib/async/start-repeating";
import { serverDatabase } from "@/lib/database/server/server-database";
import { log } from "@/lib/env/log";
import { errorForLog } from "@/lib/errors/error-for-log";
import {
  checkServerJournal,
  drainServerJournal,
  endServerReplay,
  quietly,
  scanServerStores,
} from "@/lib/journal/server/server-journal";
import { watchHead } from "@/lib/ledger/server/watch-head";
import { forgetRestored, holdRestored } from "@/lib/ledger/server/restored";
import { serverListening } from "@/lib/live/server/listen";

/** What deletions do is written within two seconds. */
const quietMs = 300;
const waitMs = 1_500;

/**
 * Has the journal written as deletions go on, in whichever process that is; compares it with the database now, whenever the database
 * was away, as another one may be there since, when the ledger has gone back, and again while it cannot be compared; and ends a replay when its deletion ends. Returns what ends that, and waits for a turn
 * under way.
 */
export const startJournal = (): (() => Promise<void>) => {
  const controller = new AbortController();
  const { signal } = controller;
  const drain = () => quietly("journal not written", () => drainServerJournal(signal));
  const writing = debounced({ quietMs, waitMs, work: drain });
  const hasGoneBack = watchHead(serverDatabase());
  let isCompared = false;
  const compare = async () => {
    isCompared = false;
    const comparison = quietly("database not compared with the journal", async () => {
      await checkServerJournal(false);
      isCompared = true;
    });
    holdRestored(serverDatabase(), comparison);
    await comparison;
    forgetRestored(serverDatabase());
    await quietly("replay of the journal not ended", endServerReplay);
  };
  const comparing = debounced({ quietMs: 0, waitMs: 0, work: compare });
  const ending = debounced({
    quietMs: 0,
    waitMs: 0,
    work: () => quietly("replay of the journal not ended", endServerReplay),
  });
  const unsubscribe = serverListening().subscribe((message) => {
    if (message.topic === "deletions") writing.poke();
    if (message.topic === "deletions" && message.isFinished) ending.poke();
    if (message.topic === "listening" && message.isListening) {
      comparing.poke();
      writing.poke();
    }
  });
  // For what failed, and for a process that ended before it had written.
  const stopRepeating = startRepeating({
    everyMinutes: 1,
    work: async () => {
      // Restored while it is in use, nobody loses their connection by it.
      if ((await hasGoneBack()) || !isCompared) comparing.poke();
      await drain();
      await quietly("replay of the journal not ended", endServerReplay);
      return undefined;
    },
    onError: (error) => {
      log().error({ error: errorForLog(error) }, "journal interrupted");
    },
  });
  // Apart from the writing, which does not wait for a store.
  const stopScanning = startRepeating({
    everyMinutes: 1,
    work: async (stopped) => {
      await scanServerStores(stopped);
      return undefined;
    },
    onError: (error) => {
      log().error({ error: errorForLog(error) }, "stores not looked through for what was erased there");
    },
  });
  return async () => {
    unsubscribe();
    controller.abort();
    await Promise.all([writing.stop(), comparing.stop(), ending.stop(), stopRepeating(), stopScanning()]);
  };
};
