import type { Memory, MemoryId } from "@/lib/memories/types";
import { trigramsOf } from "@/lib/text/trigrams";

/** So many of a user's newest memories are compared. */
export const comparedMax = 1_000;
/** So much of each text is compared. */
export const comparedLength = 2_000;
/** Trigrams in common, of all that two texts have. */
export const likenessMin = 0.7;
/** What is shown of a text. */
export const shownLength = 400;
export const groupsMax = 50;

export type NearMemory = { id: MemoryId; text: string; createdAt: string };

/** A memory, and older ones of the same user that say much the same. */
export type NearGroup = { newest: NearMemory; older: (NearMemory & { likeness: number })[] };

export type NearDuplicates = {
  comparedCount: number;
  /** Whether the user has more memories than were compared. */
  hasMore: boolean;
  /** The first ones, those of the most memories first. */
  groups: NearGroup[];
  groupCount: number;
  /** How many memories of all groups have a newer one that they are like. */
  olderCount: number;
};

type Compared = Pick<Memory, "id" | "memory" | "createdAt">;

/** Two texts share at most so many steps of work; then the comparison ends, and says how far it came. */
const stepsMax = 20_000_000;
const perTurn = 25;

/**
 * Groups memories, the newest first, by their texts: each goes to the newest one before it that it is most like. Gives way to other
 * work every few memories, and ends early when the texts share too much.
 */
export const groupNear = async (
  memories: readonly Compared[],
  signal?: AbortSignal,
): Promise<{ groups: NearGroup[]; comparedCount: number }> => {
  const groups: NearGroup[] = [];
  const sizes: number[] = [];
  /** The groups whose newest memory has a trigram. */
  const withTrigram = new Map<string, number[]>();
  let steps = 0;
  let comparedCount = 0;
  for (const memory of memories) {
    if (steps > stepsMax) break;
    if (comparedCount % perTurn === 0) await pause(signal);
    comparedCount += 1;
    const trigrams = trigramsOf(memory.memory.slice(0, comparedLength));
    if (trigrams.size === 0) continue;
    const common = new Map<number, number>();
    for (const trigram of trigrams) {
      for (const group of withTrigram.get(trigram) ?? []) common.set(group, (common.get(group) ?? 0) + 1);
      steps += withTrigram.get(trigram)?.length ?? 0;
    }
    const best = mostAlike(common, trigrams.size, sizes);
    const shown = { id: memory.id, text: memory.memory.slice(0, shownLength), createdAt: memory.createdAt };
    if (best !== null) groups[best.group]?.older.push({ ...shown, likeness: best.likeness });
    else {
      for (const trigram of trigrams) {
        const found = withTrigram.get(trigram);
        if (found === undefined) withTrigram.set(trigram, [groups.length]);
        else found.push(groups.length);
      }
      groups.push({ newest: shown, older: [] });
      sizes.push(trigrams.size);
    }
  }
  return { groups: groups.filter(({ older }) => older.length > 0), comparedCount };
};

const mostAlike = (
  common: ReadonlyMap<number, number>,
  size: number,
  sizes: readonly number[],
): { group: number; likeness: number } | null => {
  let best: { group: number; likeness: number } | null = null;
  for (const [group, shared] of common) {
    const likeness = shared / (size + (sizes[group] ?? 0) - shared);
    if (likeness >= likenessMin && (best === null || likeness > best.likeness)) best = { group, likeness };
  }
  return best;
};

const pause = async (signal?: AbortSignal): Promise<void> => {
  signal?.throwIfAborted();
  await new Promise((resolve) => setImmediate(resolve));
};
