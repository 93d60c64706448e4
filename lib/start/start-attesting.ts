import { debounced } from "@/lib/async/debounced";
import { startRepeating } from "@/lib/async/start-repeating";
import { databaseNow } from "@/lib/database/server/database-clock";
import { serverDatabase } from "@/lib/database/server/server-database";
import { log } from "@/lib/env/log";
import { errorForLog } from "@/lib/errors/error-for-log";
import { findCheckpoint } from "@/lib/ledger/server/log/checkpoints";
import { attestServerLedger } from "@/lib/ledger/server/log/server-attest";
import { announceLedgerAlarms } from "@/lib/webhooks/server/announce-ledger-alarms";

const quietMs = 50;
const waitMs = 500;

/**
 * Has every new checkpoint of the ledger attested by those who are set to, and again after a while by whoever did not answer; and
 * has the webhooks told of alarms. `poke`: something was signed, or refused, just now. What another process signed, or a request, is
 * found within a minute.
 */
export const startAttesting = (): { poke: () => void; stop: () => Promise<void> } => {
  const controller = new AbortController();
  const { signal } = controller;
  let failureCount = 0;
  let nextAt = 0;
  let triedId: number | null = null;
  const turn = async (isDue: boolean): Promise<void> => {
    try {
      const newestId = (await findCheckpoint(serverDatabase()))?.id ?? null;
      // One that a request or another process had signed does not wait for a witness that is away.
      if (isDue || newestId !== triedId || performance.now() >= nextAt) {
        triedId = newestId;
        const againSeconds = await attestServerLedger(signal, failureCount);
        failureCount = againSeconds === undefined ? 0 : failureCount + 1;
        nextAt = againSeconds === undefined ? 0 : performance.now() + againSeconds * 1000;
      }
      await announceLedgerAlarms(serverDatabase(), databaseNow());
    } catch (error) {
      if (!signal.aborted) log().error({ error: errorForLog(error) }, "ledger not attested");
    }
  };
  const fresh = debounced({ quietMs, waitMs, work: () => turn(true) });
  const stopRepeating = startRepeating({
    everyMinutes: 1,
    work: async () => {
      await turn(false);
      return undefined;
    },
    // Told above.
    onError: () => undefined,
  });
  return {
    poke: fresh.poke,
    stop: async () => {
      controller.abort();
      await Promise.all([fresh.stop(), stopRepeating()]);
    },
  };
};
