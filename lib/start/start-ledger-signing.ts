import { debounced } from "@/lib/async/debounced";
import { trySignServerLedger } from "@/lib/ledger/server/log/server-log";
import { serverListening } from "@/lib/live/server/listen";

/** Deletions that end one after the other are signed together; none waits longer than five seconds, with the signing itself. */
const quietMs = 1_000;
const waitMs = 4_000;

/**
 * Has the ledger signed after each end of a deletion, in whichever process that is; the hourly turn is the anchors' schedule. Of
 * several processes the first does it, and the others find it done. `onSigned` is called after each turn. Returns what ends that, and waits for a turn under way.
 */
export const startLedgerSigning = (onSigned: () => void): (() => Promise<void>) => {
  const controller = new AbortController();
  const { poke, stop } = debounced({
    quietMs,
    waitMs,
    work: async () => {
      await trySignServerLedger({ signal: controller.signal });
      onSigned();
    },
  });
  const unsubscribe = serverListening().subscribe((message) => {
    if (message.topic === "deletions" && message.isFinished) poke();
    // Ends during the interruption were missed.
    if (message.topic === "listening" && message.isListening) poke();
  });
  return async () => {
    unsubscribe();
    controller.abort();
    await stop();
  };
};
