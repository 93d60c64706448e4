/** Of one thing measured several times. `min` is what a busy machine changes least. */
export type Summary = { min: number; median: number; p95: number };

export function summaryOf(samples: readonly number[]): Summary {
  const sorted = [...samples].sort((a, b) => a - b);
  return { min: quantile(sorted, 0), median: quantile(sorted, 0.5), p95: quantile(sorted, 0.95) };
}

/** Between two samples, in proportion (the definition of R and NumPy). */
function quantile(sorted: readonly number[], share: number): number {
  const place = (sorted.length - 1) * share;
  const below = sorted[Math.floor(place)];
  const above = sorted[Math.ceil(place)];
  if (below === undefined || above === undefined) throw new Error("Nothing was measured.");
  return below + (above - below) * (place % 1);
}
