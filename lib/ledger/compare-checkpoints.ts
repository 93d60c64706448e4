import { createFrontier } from "./log/frontier";
import { leafHashOf } from "./leaf-hash";
import { isSameHash } from "./log/hash";
import type { CheckpointToHold, Finding, LedgerEvent } from "./types";

type CheckpointComparison = {
  checkpointCount: number;
  /** Takes the next event, in the order in which they are stored. */
  append: (event: LedgerEvent) => void;
  /** What the checkpoints contradict, each with the number it begins at. Once, after the last event. */
  findings: () => [Finding, number][];
  /** The size of the largest checkpoint up to this one that the events agree with. */
  lastHoldingUpTo: (size: number) => number | null;
};

/**
 * Holds checkpoints against the tree of the events themselves, without any tile. That each of them continues those before it follows
 * from this. Whose signatures they bear is another question.
 */
export const compareCheckpoints = (checkpoints: Iterable<CheckpointToHold>): CheckpointComparison => {
  const bySize = new Map<number, CheckpointToHold[]>();
  let checkpointCount = 0;
  for (const checkpoint of checkpoints) {
    checkpointCount++;
    bySize.set(checkpoint.size, [...(bySize.get(checkpoint.size) ?? []), checkpoint]);
  }
  const frontier = createFrontier();
  const holding: number[] = [];
  let firstDiffering: CheckpointToHold | undefined;
  let differingCount = 0;

  return {
    checkpointCount,
    append: (event) => {
      // Without a checkpoint nothing is compared: an export of old is read no slower.
      if (checkpointCount === 0) return;
      frontier.append(leafHashOf(event));
      const found = bySize.get(frontier.size());
      if (found === undefined) return;
      const root = frontier.root();
      const differing = found.filter((checkpoint) => !isSameHash(checkpoint.root, root));
      if (differing.length === 0) holding.push(frontier.size());
      differingCount += differing.length;
      firstDiffering ??= differing[0];
    },
    findings: () => {
      const found: [Finding, number][] = [];
      if (firstDiffering !== undefined) {
        const { size, place } = firstDiffering;
        // Some event between the checkpoint before and this one is another; which one, the chain says.
        const from = largest(holding.filter((held) => held < size)) ?? 0;
        found.push([{ kind: "checkpoint_differs", size, place, differingCount }, from + 1]);
      }
      const beyond = [...bySize.values()].flat().filter(({ size }) => size > frontier.size());
      const last = beyond.reduce<CheckpointToHold | null>(
        (one, other) => (one !== null && one.size >= other.size ? one : other),
        null,
      );
      if (last !== null) {
        const { size, place } = last;
        const eventCount = frontier.size();
        found.push([{ kind: "checkpoint_beyond", size, place, eventCount }, eventCount + 1]);
      }
      return found;
    },
    lastHoldingUpTo: (limit) => largest(holding.filter((size) => size <= limit)),
  };
};

const largest = (sizes: readonly number[]): number | null =>
  sizes.length === 0 ? null : sizes.reduce((one, other) => Math.max(one, other));
