/** "1 memory", "12,345 memories": a number with its noun. */
export const memoryCountWords = (count: number): string =>
  `${count.toLocaleString("en")} ${count === 1 ? "memory" : "memories"}`;
