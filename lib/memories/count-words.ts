import type { Count } from "./types";

/** "at least 1,000 memories", where a store cannot count further; "about", where it lies on several nodes. */
export const countWords = ({ value, isExact, isAbout }: Count): string =>
  `${isExact ? (isAbout ? "about " : "") : "at least "}${memoryCountWords(value)}`;

/** "1 memory", "12,345 memories": a number with its noun. */
export const memoryCountWords = (count: number): string =>
  `${count.toLocaleString("en")} ${count === 1 ? "memory" : "memories"}`;
