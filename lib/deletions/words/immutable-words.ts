import { memoryCountWords } from "@/lib/memories/count-words";

/** "1 immutable memory", "1,204 immutable memories" */
export const immutableCountWords = (count: number): string =>
  `${count.toLocaleString("en")} immutable ${count === 1 ? "memory" : "memories"}`;

/** Why nothing is left to be deleted, when immutable memories are all there is, and kept. */
export const allKeptWords = (count: number): string =>
  count === 1
    ? "The only memory that matches is immutable, and you chose to keep it."
    : `The ${memoryCountWords(count)} that match are immutable, and you chose to keep them.`;
