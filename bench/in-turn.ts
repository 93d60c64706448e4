/** One run of something, given the number of the round; resolves to the milliseconds that count. */
export type Run = (round: number) => Promise<number>;

export type Rounds = { warmUp: number; measured: number };

/**
 * Runs two things in turn, so that whatever else the machine does meets both alike. Rounds count from 0, warm-up
 * included; what was measured in the warm-up is dropped.
 */
export async function inTurn(
  rounds: Rounds,
  runs: { bare: Run; product: Run },
): Promise<{ bare: number[]; product: number[] }> {
  const bare: number[] = [];
  const product: number[] = [];
  for (let round = 0; round < rounds.warmUp + rounds.measured; round++) {
    bare.push(await runs.bare(round));
    product.push(await runs.product(round));
  }
  return { bare: bare.slice(rounds.warmUp), product: product.slice(rounds.warmUp) };
}

export async function timed(work: () => Promise<unknown>): Promise<number> {
  const startedAt = performance.now();
  await work();
  return performance.now() - startedAt;
}
