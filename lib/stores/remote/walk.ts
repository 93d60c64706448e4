import type { Memory } from "@/lib/memories/types";
import type { MatchingSelection } from "@/lib/deletions/types";
import type { RemoteStore } from "@/lib/stores/types";
import { isInReach } from "./in-reach";

/** A store's `walk`, alone. */
export type Walk = RemoteStore["walk"];

/** Each memory once, of a walk that may meet some twice; only the ids of those met are held. */
export async function* eachOnce(walked: AsyncIterable<Memory[]>): AsyncGenerator<Memory> {
  const seen = new Set<string>();
  for await (const memories of walked) {
    for (const memory of memories) {
      if (seen.has(memory.id)) continue;
      seen.add(memory.id);
      yield memory;
    }
  }
}

/** The memories that a matching selection takes, each once: those created up to the cutoff and not excluded. */
export async function* walkSelection(
  walk: Walk,
  { selection, cutoffAt }: { selection: MatchingSelection; cutoffAt: Date },
  signal: AbortSignal,
): AsyncGenerator<Memory> {
  for await (const memory of walkHeld(walk, { selection, cutoffAt }, signal))
    if (isInReach(memory, { selection, cutoffAt })) yield memory;
}

/** The same with those that were created since. What has expired is so on the day of the cutoff. */
export async function* walkHeld(
  walk: Walk,
  { selection, cutoffAt }: { selection: MatchingSelection; cutoffAt: Date },
  signal: AbortSignal,
): AsyncGenerator<Memory> {
  const excluded = new Set<string>(selection.excludedIds);
  const day = cutoffAt.toISOString().slice(0, 10);
  for await (const memory of eachOnce(walk({ filter: selection.filter, day, signal })))
    if (!excluded.has(memory.id)) yield memory;
}
