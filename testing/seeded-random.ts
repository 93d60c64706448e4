import fc from "fast-check";

/**
 * Numbers from 0 up to 1 that are the same for the same seed: for what happens by chance during a test. What is tested for
 * many inputs is a property of fast-check's, which also says the smallest input that fails.
 */
export const seededRandom = (seed: number): (() => number) => {
  const [numbers] = fc.sample(fc.infiniteStream(fc.integer({ min: 0, max: 2 ** 32 - 1 })), {
    seed,
    numRuns: 1,
    unbiased: true,
  });
  return () => Number(numbers?.next().value) / 2 ** 32;
};
