import type { Memory } from "@/lib/memories/types";
import type { MatchingSelection } from "../selection";
import type { MetMemories, RemoteStore } from "@/lib/stores/types";
import type { UnreadableMemory } from "@/lib/memories/unreadable";
import { isHeld } from "./is-held";
import { isInReach } from "./in-reach";

/** A store's `walk`, alone. */
export type Walk = RemoteStore["walk"];

/** What is done with the memories of a walk that could not be read. */
export type NoteUnreadable = (memories: readonly UnreadableMemory[]) => void;

/** Each memory once, of a walk that may meet some twice; only the ids of those met are held. */
export async function* eachOnce(
  walked: AsyncIterable<MetMemories>,
  noteUnreadable: NoteUnreadable,
): AsyncGenerator<Memory> {
  const seen = new Set<string>();
  for await (const { memories, unreadable } of walked) {
    noteUnreadable(unreadable);
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
  noteUnreadable: NoteUnreadable,
): AsyncGenerator<Memory> {
  for await (const memory of walkHeld(walk, { selection, cutoffAt }, signal, noteUnreadable))
    if (isInReach(memory, { selection, cutoffAt })) yield memory;
}

/** The same with those that were created since. What is relative to the time is so to the cutoff. */
export async function* walkHeld(
  walk: Walk,
  { selection, cutoffAt }: { selection: MatchingSelection; cutoffAt: Date },
  signal: AbortSignal,
  noteUnreadable: NoteUnreadable,
): AsyncGenerator<Memory> {
  const excluded = new Set<string>(selection.excludedIds);
  // What is excluded stays, readable or not.
  const noteOthers: NoteUnreadable = (memories) =>
    noteUnreadable(memories.filter(({ id }) => id === null || !excluded.has(id)));
  for await (const memory of eachOnce(walk({ filter: selection.filter, at: cutoffAt, signal }), noteOthers))
    if (!excluded.has(memory.id) && !isHeld(selection.held, memory)) yield memory;
}
