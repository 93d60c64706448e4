import { setTimeout as delay } from "node:timers/promises";

/** Lets requests go one by one, at most so many at once, and none while the store wants to be left alone. */
export type Pacer = {
  /** Does the work when it is its turn. */
  run: <Result>(work: () => Promise<Result>, signal: AbortSignal | undefined) => Promise<Result>;
  /** Lets nothing go for so long: a limit that one request met holds for all. */
  pause: (seconds: number) => void;
};

export const makePacer = (parallelMax: number): Pacer => {
  let freeCount = parallelMax;
  const waiting: (() => void)[] = [];
  let pausedUntilMs = 0;

  const take = async (signal: AbortSignal | undefined): Promise<void> => {
    signal?.throwIfAborted();
    if (freeCount > 0) {
      freeCount--;
      return;
    }
    await new Promise<void>((resolve, reject) => {
      const begin = () => {
        signal?.removeEventListener("abort", leave);
        resolve();
      };
      const leave = () => {
        waiting.splice(waiting.indexOf(begin), 1);
        // What a signal was aborted with is thrown on as it is.
        // oxlint-disable-next-line typescript/prefer-promise-reject-errors
        reject(signal?.reason);
      };
      waiting.push(begin);
      signal?.addEventListener("abort", leave, { once: true });
    });
  };
  const giveBack = (): void => {
    const next = waiting.shift();
    if (next === undefined) freeCount++;
    else next();
  };

  return {
    run: async (work, signal) => {
      await take(signal);
      try {
        for (let left = 1; left > 0;) {
          left = pausedUntilMs - performance.now();
          // Not all at the same moment afterwards.
          if (left > 0) await delay(left + Math.random() * 50, undefined, { signal });
        }
        return await work();
      } finally {
        giveBack();
      }
    },
    pause: (seconds) => {
      pausedUntilMs = Math.max(pausedUntilMs, performance.now() + seconds * 1000);
    },
  };
};
