import { useSyncExternalStore } from "react";

type Clock = { subscribe: (listener: () => void) => () => void; read: () => number };

/** One clock per period for the whole page. It ticks while something subscribes to it. */
const clockOf = (periodMs: number): Clock => {
  const listeners = new Set<() => void>();
  let now = Date.now();
  let timer: ReturnType<typeof setInterval> | undefined;
  return {
    read: () => now,
    subscribe: (listener) => {
      listeners.add(listener);
      // The clock stands still without subscribers.
      if (timer === undefined) now = Date.now();
      timer ??= setInterval(() => {
        now = Date.now();
        listeners.forEach((tell) => tell());
      }, periodMs);
      return () => {
        listeners.delete(listener);
        if (listeners.size > 0) return;
        clearInterval(timer);
        timer = undefined;
      };
    },
  };
};

const clocks = { second: clockOf(1_000), halfMinute: clockOf(30_000) };

/** The present in milliseconds, renewed each period; null on the server, which cannot know the reader's clock. */
export const useClock = (period: keyof typeof clocks): number | null => {
  const { subscribe, read } = clocks[period];
  return useSyncExternalStore(subscribe, read, () => null);
};
