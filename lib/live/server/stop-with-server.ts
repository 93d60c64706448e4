import { setTimeout as delay } from "node:timers/promises";

const signals = ["SIGTERM", "SIGINT"] as const;
// The launcher ends what has not ended after three.
const stopSecondsMax = 2.5;

/**
 * Runs `stop` when the server is asked to end (SIGTERM, Ctrl-C), and only then lets Next end: its own handlers, which
 * would exit in the middle of a batch, are taken off the signals and called afterwards. (When the launcher has died, its
 * exit-with-launcher.cjs sends this process a SIGTERM, too.)
 */
export const stopWithServer = (stop: () => Promise<void>): void => {
  let stopping: Promise<void> | undefined;
  const stopOnce = (): Promise<void> =>
    (stopping ??= Promise.race([
      stop().catch(() => undefined),
      delay(stopSecondsMax * 1000, undefined, { ref: false }),
    ]));

  for (const signal of signals) {
    const handlers = process.listeners(signal);
    process.removeAllListeners(signal);
    process.on(signal, () => {
      void stopOnce().then(() => {
        if (handlers.length === 0) process.exit(signal === "SIGTERM" ? 143 : 130);
        for (const handler of handlers) handler(signal);
      });
    });
  }
};
