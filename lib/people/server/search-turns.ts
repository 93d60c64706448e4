import type { Actor } from "@/lib/access/types";
import { ExpectedError } from "@/lib/errors/expected-error";

/** One search that may run. `signal`: it is to stop, for a reason that can be shown. `end`: others may have its place. */
export type SearchTurn = { signal: AbortSignal; end: () => void };

export type SearchTurns = (actor: Actor, signal: AbortSignal) => Promise<SearchTurn>;

type Limits = {
  runningMax: number;
  waitingMax: number;
  /** How long a member waits for a place. */
  waitMsMax: number;
  /** How long a member's search may run: a reader that does not read would keep it for ever. */
  runMsMax: number;
  /** When a search that was stopped has ended its statements, also where nobody reads any more. */
  stopMsMax: number;
};

type Search = { who: string | null; stopped: AbortController; begin: () => void };

/**
 * Who may search now, in the order in which they asked. A member has one search: a newer one stops the one before, which nobody looks
 * at any more. Lethe's own looks take a place like the others, wait as long as it takes, and are stopped by none. The promise fails
 * with too_many_attempts when no place gets free in time, or a newer search takes this one's turn; with the signal's reason when it aborts.
 */
export const searchTurns = (limits: Limits): SearchTurns => {
  const { runningMax, waitingMax, waitMsMax, runMsMax, stopMsMax } = limits;
  const running = new Set<Search>();
  const waiting = new Set<Search>();

  const beginNext = () => {
    for (const search of waiting) {
      if (running.size >= runningMax) return;
      // The one before is still being stopped.
      if (search.who !== null && [...running].some(({ who }) => who === search.who)) continue;
      waiting.delete(search);
      running.add(search);
      search.begin();
    }
  };
  const end = (search: Search) => {
    if (running.delete(search)) beginNext();
  };

  const placeOf = (search: Search, signal: AbortSignal) =>
    new Promise<void>((resolve, reject) => {
      const patience = search.who === null ? undefined : AbortSignal.timeout(waitMsMax);
      const givingUp = AbortSignal.any([
        signal,
        search.stopped.signal,
        ...(patience === undefined ? [] : [patience]),
      ]);
      const giveUp = () => {
        waiting.delete(search);
        reject(patience?.aborted === true ? tooMany() : (givingUp.reason as Error));
      };
      search.begin = () => {
        givingUp.removeEventListener("abort", giveUp);
        resolve();
      };
      givingUp.addEventListener("abort", giveUp);
      waiting.add(search);
      beginNext();
    });

  return async (actor, signal) => {
    signal.throwIfAborted();
    const search: Search = {
      who: actor.kind === "system" ? null : `${actor.kind} ${actor.id}`,
      stopped: new AbortController(),
      begin: () => undefined,
    };
    const { who, stopped } = search;
    for (const older of [...waiting, ...running])
      if (who !== null && older.who === who) older.stopped.abort(replaced());
    if (who !== null && waiting.size >= waitingMax) throw tooMany();
    await placeOf(search, signal);
    const tooLate = who === null ? undefined : setTimeout(() => stopped.abort(tooLong(runMsMax)), runMsMax);
    tooLate?.unref();
    stopped.signal.addEventListener("abort", () => setTimeout(() => end(search), stopMsMax).unref());
    return {
      signal: stopped.signal,
      end: () => {
        clearTimeout(tooLate);
        end(search);
      },
    };
  };
};

const replaced = () =>
  new ExpectedError("too_many_attempts", "A newer search of yours has taken its place.", {
    retryAfterSeconds: 1,
  });

const tooMany = () =>
  new ExpectedError(
    "too_many_attempts",
    "Too many searches for people are running. Try again in a few seconds.",
    { retryAfterSeconds: 5 },
  );

const tooLong = (ms: number) =>
  new ExpectedError("timed_out", `It took longer than ${Math.round(ms / 60_000)} minutes and was stopped.`);

const shared = globalThis as typeof globalThis & { letheSearchTurns?: SearchTurns };

/**
 * A turn in this process. Each search reads by two connections at a time, of the ten that all requests share: three leave room for
 * the others.
 */
export const takeSearchTurn: SearchTurns = (actor, signal) => {
  shared.letheSearchTurns ??= searchTurns({
    runningMax: 3,
    waitingMax: 30,
    waitMsMax: 10_000,
    runMsMax: 5 * 60_000,
    stopMsMax: 1_000,
  });
  return shared.letheSearchTurns(actor, signal);
};
