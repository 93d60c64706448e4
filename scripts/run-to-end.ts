import type { Lifetime } from "./lifetime";

/**
 * Runs a task to its end, or until Ctrl-C, SIGTERM or `fail`; either way stops what it started, in reverse order.
 * Resolves to null when it was interrupted.
 */
export async function runToEnd<Result>(
  task: (lifetime: Lifetime) => Promise<Result>,
): Promise<Result | null> {
  const controller = new AbortController();
  const steps: (() => Promise<void>)[] = [];
  const failures: Error[] = [];
  const stop = () => controller.abort();
  const signals = ["SIGINT", "SIGTERM", "SIGHUP"] as const;
  for (const name of signals) process.on(name, stop);
  const interrupted = new Promise<null>((resolve) =>
    controller.signal.addEventListener("abort", () => resolve(null)),
  );
  const work = task({
    signal: controller.signal,
    onStop: (step) => steps.push(step),
    fail: (error) => {
      failures.push(error);
      stop();
    },
  });
  let result: Result | null = null;
  try {
    result = await Promise.race([work, interrupted]);
  } catch (error) {
    if (!controller.signal.aborted) failures.push(error instanceof Error ? error : new Error(String(error)));
  }
  controller.abort();
  await runAll(steps);
  // An interrupted task ends by itself once what it uses is gone, but may have started one thing more.
  await work.catch(() => undefined);
  await runAll(steps);
  for (const name of signals) process.off(name, stop);
  if (failures[0]) throw failures[0];
  return result;
}

/** The last first. */
async function runAll(steps: (() => Promise<void>)[]): Promise<void> {
  for (let step = steps.pop(); step; step = steps.pop()) {
    await step().catch((error: unknown) => console.error(error));
  }
}
