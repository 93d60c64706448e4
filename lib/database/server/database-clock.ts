// Next bundles routes, actions and instrumentation apart: a module variable would be several.
const shared = globalThis as typeof globalThis & { letheClock?: ClockReading & { readAt: number } };

/**
 * Now, by the clock of Lethe's database, which also dates cutoffs, memories and leases: so events keep their order when
 * this machine's clock is wrong. The difference is measured at each new connection; until the first one it is zero.
 */
export const databaseNow = (): Date => new Date(Date.now() - (shared.letheClock?.aheadMs ?? 0));

/** How far this machine's clock is ahead of the server's, and how long the measurement took, in milliseconds. */
export type ClockReading = { aheadMs: number; tookMs: number };

/** The quickest answer is the most exact. After a minute any newer one is better: clocks are corrected. */
export const noteClock = (reading: ClockReading): void => {
  const last = shared.letheClock;
  const readAt = performance.now();
  if (last !== undefined && last.tookMs < reading.tookMs && readAt < last.readAt + keptMs) return;
  shared.letheClock = { ...reading, readAt };
};

const keptMs = 60_000;
