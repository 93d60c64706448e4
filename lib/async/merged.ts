/**
 * What several sources yield, as it comes. Ends when all have ended, and fails with the first that fails; then, and when the reader
 * stops early, all others are told to stop (`return`).
 */
export async function* merged<Item>(sources: readonly AsyncIterable<Item>[]): AsyncGenerator<Item> {
  const iterators = sources.map((source) => source[Symbol.asyncIterator]());
  const next = async (place: number) => {
    const result = await iterators[place]?.next();
    return { place, result };
  };
  const waiting = new Map(iterators.map((_, place) => [place, next(place)]));
  try {
    while (waiting.size > 0) {
      const { place, result } = await Promise.race(waiting.values());
      if (result === undefined || result.done === true) waiting.delete(place);
      else {
        waiting.set(place, next(place));
        yield result.value;
      }
    }
  } finally {
    // What is under way would fail later, unheard.
    for (const each of waiting.values()) each.catch(() => undefined);
    for (const place of waiting.keys()) void iterators[place]?.return?.().catch(() => undefined);
  }
}
