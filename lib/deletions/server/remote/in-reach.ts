import type { Memory } from "@/lib/memories/types";

/**
 * Whether a deletion may touch a memory: not when it was created after the cutoff, also under an id that was frozen. A remote
 * store does not say when it took a memory in, so that its creation has to do.
 */
export const isInReach = (memory: Pick<Memory, "createdAt">, cutoffAt: Date): boolean =>
  Date.parse(memory.createdAt) <= cutoffAt.getTime();
