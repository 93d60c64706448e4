import type { UnknownKeys } from "./types";

/** So many are named; a file in which every memory has keys of its own would fill the memory. */
const keysMax = 50;
const keyLettersMax = 60;

/** Under this name the keys are counted that are not named. */
export const otherKeys = "…";

/** Counts the keys that mean nothing to Lethe. */
export class UnknownKeyTally {
  readonly counts: UnknownKeys = Object.create(null) as UnknownKeys;
  private size = 0;

  add(key: string, count = 1): void {
    const shown = key.length > keyLettersMax ? `${key.slice(0, keyLettersMax)}…` : key;
    const name = shown in this.counts || this.size < keysMax ? shown : otherKeys;
    if (!(name in this.counts)) this.size += 1;
    this.counts[name] = (this.counts[name] ?? 0) + count;
  }

  addAll(counts: UnknownKeys): void {
    for (const [key, count] of Object.entries(counts)) this.add(key, count);
  }
}

/** "hash (3 memories), score (1 memory)", the most frequent first. */
export const unknownKeyWords = (counts: UnknownKeys): string =>
  Object.entries(counts)
    .sort(([, a], [, b]) => b - a)
    .map(([key, count]) => {
      const name = key === otherKeys ? "others" : key;
      return `${name} (${count.toLocaleString("en")} ${count === 1 ? "memory" : "memories"})`;
    })
    .join(", ");
