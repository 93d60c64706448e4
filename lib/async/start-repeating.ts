/**
 * Does some work now and then every so many minutes, one turn at a time, until the returned function is called; that one
 * aborts the work's signal, and waits for a turn under way. Work that answers a number is done again after so many seconds.
 * Never throws: `onError` gets what fails, and the next turn tries again.
 */
export const startRepeating = ({
  everyMinutes,
  work,
  onError,
}: {
  everyMinutes: number;
  work: (signal: AbortSignal) => Promise<number | undefined>;
  onError: (error: unknown) => void;
}): (() => Promise<void>) => {
  const controller = new AbortController();
  let running: Promise<void> | null = null;
  let retry: NodeJS.Timeout | undefined;
  const turn = () => {
    // A turn that takes long needs no second one behind it.
    running ??= work(controller.signal)
      .then((againSeconds) => {
        if (againSeconds !== undefined && !controller.signal.aborted)
          retry = setTimeout(turn, againSeconds * 1000).unref();
      })
      .catch(onError)
      .finally(() => (running = null));
  };
  const timer = setInterval(turn, everyMinutes * 60_000);
  timer.unref();
  turn();
  return async () => {
    clearInterval(timer);
    clearTimeout(retry);
    controller.abort();
    await running;
  };
};
