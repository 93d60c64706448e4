type Asker<Answer> = {
  work: (signal?: AbortSignal) => Promise<Answer>;
  signal: AbortSignal | undefined;
  resolve: (answer: Answer) => void;
  reject: (error: unknown) => void;
};

/** Asks a question: `key` tells it from others, `work` finds the answer, `signal` stops waiting for it. */
export type SharedRuns<Answer> = (
  key: string,
  work: (signal?: AbortSignal) => Promise<Answer>,
  signal?: AbortSignal,
) => Promise<Answer>;

/**
 * One run of `work` answers all who ask the same while it cannot start yet. Each answer is of a run that started after the
 * question: while one is under way, the next one waits for it, and takes along who asks meanwhile. What `work` throws is thrown
 * to each. Its signal aborts once nobody waits for the answer; it has none where one of them cannot stop waiting.
 */
export const sharedRuns = <Answer>(): SharedRuns<Answer> => {
  /** Who waits for the next run of a question, while one is under way. */
  const waiting = new Map<string, Asker<Answer>[]>();

  const run = async (key: string, askers: readonly Asker<Answer>[]): Promise<void> => {
    const [first] = askers;
    if (first === undefined) {
      waiting.delete(key);
      return;
    }
    const next: Asker<Answer>[] = [];
    waiting.set(key, next);
    const signals = askers.flatMap(({ signal }) => signal ?? []);
    const controller = signals.length === askers.length ? new AbortController() : null;
    const giveUp = () => {
      if (signals.every(({ aborted }) => aborted)) controller?.abort();
    };
    for (const signal of signals) signal.addEventListener("abort", giveUp);
    await first.work(controller?.signal).then(
      (answer) => askers.forEach(({ resolve }) => resolve(answer)),
      (error: unknown) => askers.forEach(({ reject }) => reject(error)),
    );
    for (const signal of signals) signal.removeEventListener("abort", giveUp);
    void run(
      key,
      next.filter(({ signal }) => signal?.aborted !== true),
    );
  };

  return (key, work, signal) =>
    new Promise((resolve, reject) => {
      signal?.throwIfAborted();
      signal?.addEventListener("abort", () => reject(signal.reason as Error), { once: true });
      const asker = { work, signal, resolve, reject };
      const others = waiting.get(key);
      if (others === undefined) void run(key, [asker]);
      else others.push(asker);
    });
};
