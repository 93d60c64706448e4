import type { Memory } from "@/lib/memories/types";

/**
 * Whether a selection takes a memory at its cutoff. A matching one takes none that was created after it, also under an id that
 * was frozen: a remote store does not say when it stored a memory, so its creation has to do. Listed ids (`selection` null
 * where they are items) were named one by one, and are taken with any date that the other clock gave them.
 */
export const isInReach = (
  memory: Pick<Memory, "createdAt">,
  { selection, cutoffAt }: { selection: { kind: string } | null; cutoffAt: Date },
): boolean =>
  selection === null || selection.kind === "listed" || Date.parse(memory.createdAt) <= cutoffAt.getTime();
