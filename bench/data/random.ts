export type Random = {
  /** In [0, 1). */
  next: () => number;
  /** Unsigned, 32 bits. */
  bits: () => number;
};

/** A stream of numbers that is the same on every machine (mulberry32), and another one for every seed. */
export function randomOf(seed: number): Random {
  let state = scatter(seed);
  const bits = () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return (mixed ^ (mixed >>> 14)) >>> 0;
  };
  return { bits, next: () => bits() / 2 ** 32 };
}

/** A rank from 0 to count - 1, each rarer than the one before, as with words and users (Zipf's law, exponent 1). */
export const skewedRank = (random: Random, count: number): number =>
  Math.min(count - 1, Math.floor(Math.exp(random.next() * Math.log(count + 1))) - 1);

/** Neighbouring seeds must not begin with neighbouring numbers. */
function scatter(seed: number): number {
  let mixed = Math.imul(seed ^ 0x9e3779b9, 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return mixed ^ (mixed >>> 16);
}
