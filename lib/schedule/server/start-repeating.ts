/**
 * Does some work now and then every so many minutes, one turn at a time, until the returned function is called; that one
 * waits for a turn under way. Never throws: `onError` is told of what fails, and the next turn tries again.
 */
export const startRepeating = ({
  everyMinutes,
  work,
  onError,
}: {
  everyMinutes: number;
  work: () => Promise<void>;
  onError: (error: unknown) => void;
}): (() => Promise<void>) => {
  let running: Promise<void> | null = null;
  const turn = () => {
    running ??= work()
      .catch(onError)
      .finally(() => (running = null));
  };
  const timer = setInterval(turn, everyMinutes * 60_000);
  timer.unref();
  turn();
  return async () => {
    clearInterval(timer);
    await running;
  };
};
