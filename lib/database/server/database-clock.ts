// Next bundles routes, actions and instrumentation apart: a module variable would be several.
const shared = globalThis as typeof globalThis & { letheClock?: ClockReading & { readAt: number } };

/**
 * The time by the clock of Lethe's database, which also dates what the database itself dates (cutoffs, memories, leases), so
 * that one thing is never said to come before another that it came after, whatever this machine's clock says. Read off
 * at each new connection; until the first one it is this machine's.
 */
export const databaseNow = (): Date => new Date(Date.now() - (shared.letheClock?.aheadMs ?? 0));

/** How far this machine's clock is ahead of a server's, and how long it took to be told so, in milliseconds. */
export type ClockReading = { aheadMs: number; tookMs: number };

/** The quickest answer is the most exact one; after a minute any is better, as clocks are put right. */
export const noteClock = (reading: ClockReading): void => {
  const last = shared.letheClock;
  const readAt = performance.now();
  if (last !== undefined && last.tookMs < reading.tookMs && readAt < last.readAt + keptMs) return;
  shared.letheClock = { ...reading, readAt };
};

const keptMs = 60_000;
