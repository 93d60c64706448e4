import { setTimeout as delay } from "node:timers/promises";

const idleMs = 1_000;
const faultMs = 10_000;

/**
 * Does what is due, one piece after the other, until the returned function is called; that one waits for the piece under way.
 * `doNext` answers whether anything was due: then the next follows at once, else a second later, and after a fault ten. Never
 * throws: `onError` gets what fails.
 */
export const startDraining = ({
  doNext,
  onError,
}: {
  doNext: () => Promise<boolean>;
  onError: (error: unknown) => void;
}): (() => Promise<void>) => {
  const stopping = new AbortController();
  const running = (async () => {
    while (!stopping.signal.aborted) {
      const pauseMs = await doNext()
        .then((wasDue) => (wasDue ? 0 : idleMs))
        .catch((error: unknown) => {
          onError(error);
          return faultMs;
        });
      await delay(pauseMs, undefined, { signal: stopping.signal }).catch(() => undefined);
    }
  })();
  return async () => {
    stopping.abort();
    await running;
  };
};
