import { isAlive } from "./pid-lock.mjs";
import { commandLine, parentOf } from "./process-table";

/** What runs until somebody stops it. */
export interface Lifetime {
  /** Aborted as soon as stopping is asked for. */
  signal: AbortSignal;
  /** Adds a step to the stopping; the last added runs first. */
  onStop: (step: () => Promise<void>) => void;
  /** Stops everything because it cannot go on. */
  fail: (error: Error) => void;
}

/**
 * Runs `start`, then waits for Ctrl-C, SIGTERM or `fail`, and stops what was started in reverse order.
 * Returns the exit code; rethrows what made the start fail.
 */
export async function runUntilStopped(start: (lifetime: Lifetime) => Promise<void>): Promise<number> {
  const controller = new AbortController();
  const steps: (() => Promise<void>)[] = [];
  let failure: Error | null = null;
  // With `npm run` a Ctrl-C arrives twice, from the terminal and from npm: abort() does nothing the second time.
  const stop = () => controller.abort();
  const signals = ["SIGINT", "SIGTERM", "SIGHUP"] as const;
  for (const name of signals) process.on(name, stop);
  const stopped = new Promise<void>((resolve) =>
    controller.signal.addEventListener("abort", () => resolve()),
  );
  const parentWatch = watchNpm(stop);
  try {
    controller.signal.throwIfAborted();
    await start({
      signal: controller.signal,
      onStop: (step) => steps.unshift(step),
      fail: (error) => {
        failure ??= error;
        stop();
      },
    });
    await stopped;
  } catch (error) {
    if (!controller.signal.aborted) failure = error instanceof Error ? error : new Error(String(error));
  }
  controller.abort();
  for (const step of steps) {
    await step().catch((error: unknown) => console.error(error));
  }
  clearInterval(parentWatch);
  if (failure) throw failure;
  return 0;
}

/**
 * A killed npm cannot pass its end on; without this, Lethe would go on with nobody able to see or stop it. Between npm
 * and this process there may be a shell, which does not pass it on either.
 */
function watchNpm(stop: () => void): NodeJS.Timeout | undefined {
  if (!process.env.npm_lifecycle_event) return undefined;
  const parent = process.ppid;
  const isShell = /^(\S*\/)?(ba|da|z|k|a)?sh /.test(commandLine(parent));
  const npm = isShell ? parentOf(parent) : parent;
  // Killed before we looked: the first process of the machine has inherited us, and in a container that may be npm itself.
  if (npm === null || (npm === 1 && !/npm|yarn|bun/.test(commandLine(1)))) stop();
  const timer = setInterval(() => {
    if (process.ppid !== parent || (npm !== null && !isAlive(npm))) stop();
  }, 300);
  return timer.unref();
}
