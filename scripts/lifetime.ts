import { setTimeout as delay } from "node:timers/promises";
import { isAlive } from "./pid-lock.mjs";
import { commandLine, parentOf } from "./process-table";

/** What runs until it is stopped. */
export interface Lifetime {
  /** Aborted as soon as stopping is asked for. */
  signal: AbortSignal;
  /** Adds a step to the stopping; the last added runs first. */
  onStop: (step: () => Promise<void>) => void;
  /** Stops everything because it cannot go on. */
  fail: (error: Error) => void;
}

/** From when it is asked for, a stop takes so long at most: supervisors wait for ten seconds, people for less. */
const stopSecondsMax = 4.5;
/** How long a start that is given up may take to come to its own end, before what it started is ended under it. */
const unwindSecondsMax = 0.5;
/** And after that, as it may have started one thing more. */
const lateSecondsMax = 2;

/**
 * Runs `start`, then waits for Ctrl-C, SIGTERM or `fail`, and stops what was started in reverse order: also in the middle of
 * the start, at any step. Returns the exit code; rethrows what made the start fail.
 */
export async function runUntilStopped(start: (lifetime: Lifetime) => Promise<void>): Promise<number> {
  const controller = new AbortController();
  const steps: (() => Promise<void>)[] = [];
  const failures: Error[] = [];
  let stopBy: Promise<unknown> = new Promise(() => undefined);
  // With `npm run` a Ctrl-C arrives twice, from the terminal and from npm: abort() does nothing the second time.
  const stop = () => controller.abort();
  const signals = ["SIGINT", "SIGTERM", "SIGHUP"] as const;
  for (const name of signals) process.on(name, stop);
  const stopped = new Promise<void>((resolve) =>
    controller.signal.addEventListener("abort", () => {
      stopBy = delay(stopSecondsMax * 1000, undefined, { ref: false });
      resolve();
    }),
  );
  const parentWatch = watchNpm(stop);
  const lifetime: Lifetime = {
    signal: controller.signal,
    onStop: (step) => steps.push(step),
    fail: (error) => {
      failures.push(error);
      stop();
    },
  };
  const started = start(lifetime).catch((error: unknown) => {
    if (!controller.signal.aborted) lifetime.fail(error instanceof Error ? error : new Error(String(error)));
  });
  await stopped;
  await Promise.race([started, delay(unwindSecondsMax * 1000)]);
  // What is late comes to its own end: the process does not wait for a database that writes its last checkpoint.
  await Promise.race([stopAll(steps, started), stopBy]);
  clearInterval(parentWatch);
  if (failures[0]) throw failures[0];
  return 0;
}

/** The last first; then what a start under way has started meanwhile. */
async function stopAll(steps: (() => Promise<void>)[], started: Promise<void>): Promise<void> {
  for (const wait of [() => Promise.resolve(), () => Promise.race([started, delay(lateSecondsMax * 1000)])]) {
    await wait();
    for (let step = steps.pop(); step; step = steps.pop()) {
      await step().catch((error: unknown) => console.error(error));
    }
  }
}

/**
 * A killed npm cannot pass its end on; without this, Lethe would go on unseen, and could not be stopped. Between npm
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
