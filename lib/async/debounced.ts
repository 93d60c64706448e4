/**
 * Has `work` done once it was quiet for a while: `quietMs` after the last call of `poke`, and `waitMs` after the first of them at the
 * latest. One turn at a time; what is poked meanwhile gets a turn of its own. Work must not throw. `stop` waits for a turn under way.
 */
export const debounced = ({
  quietMs,
  waitMs,
  work,
}: {
  quietMs: number;
  waitMs: number;
  work: () => Promise<void>;
}): { poke: () => void; stop: () => Promise<void> } => {
  let timer: NodeJS.Timeout | undefined;
  let firstAt: number | null = null;
  let running = Promise.resolve();
  let isStopped = false;
  const start = () => {
    firstAt = null;
    running = running.then(() => (isStopped ? undefined : work()));
  };
  return {
    poke: () => {
      if (isStopped) return;
      const now = performance.now();
      firstAt ??= now;
      clearTimeout(timer);
      timer = setTimeout(start, Math.max(0, Math.min(quietMs, firstAt + waitMs - now)));
      timer.unref();
    },
    stop: async () => {
      isStopped = true;
      clearTimeout(timer);
      await running;
    },
  };
};
