import { availableParallelism } from "node:os";
import { ExpectedError } from "@/lib/errors/expected-error";

type Waiting = { start: () => void; refuse: () => void };
type Queue = { runningCount: number; first: Waiting[]; others: Waiting[] };

/** A hash takes a core for some 20 ms. One core is left to everything else, if there are two. */
const runningMax = Math.max(1, availableParallelism() - 1);
/** Two or three seconds of waiting. */
const waitingMax = 100;

// Next bundles routes and actions apart: a module variable would be several queues.
const shared = globalThis as typeof globalThis & { letheHashes?: Queue };
const queue = (): Queue => (shared.letheHashes ??= { runningCount: 0, first: [], others: [] });

/**
 * Computes a hash of a password when it is its turn, so that many sign-ins at a time neither slow everybody else down nor fill
 * the memory. `isFirst`: before those that are not. Throws ExpectedError too_many_attempts, with `retryAfterSeconds`, when too
 * many wait.
 */
export const inHashQueue = async <Result>(
  work: () => Promise<Result>,
  { isFirst = false } = {},
): Promise<Result> => {
  await turn(isFirst);
  try {
    return await work();
  } finally {
    // The place is handed on, or given up.
    const next = queue().first.shift() ?? queue().others.shift();
    if (next === undefined) queue().runningCount--;
    else next.start();
  }
};

const turn = (isFirst: boolean): Promise<void> => {
  const current = queue();
  if (current.runningCount < runningMax) {
    current.runningCount++;
    return Promise.resolve();
  }
  if (current.first.length + current.others.length >= waitingMax) {
    const last = isFirst ? current.others.pop() : undefined;
    if (last === undefined) return Promise.reject(tooManyAtOnce());
    last.refuse();
  }
  return new Promise((resolve, reject) => {
    (isFirst ? current.first : current.others).push({
      start: resolve,
      refuse: () => reject(tooManyAtOnce()),
    });
  });
};

export const retryWhenBusySeconds = 5;

const tooManyAtOnce = (): ExpectedError =>
  new ExpectedError(
    "too_many_attempts",
    "Too many people are signing in at once. Try again in a few seconds.",
    {
      retryAfterSeconds: retryWhenBusySeconds,
      limit: "busy",
    },
  );
