import { base64Of } from "@/lib/text/base64";
import { readCheckpoint, type Checkpoint } from "./checkpoint";
import type { Hash } from "./hash";
import { hashesOf, wholeNumberOf } from "./proof";
import { isConsistent } from "./tree";

/**
 * That the tree of a checkpoint begins with that of an earlier size: the body that a witness takes at `add-checkpoint`
 * (https://c2sp.org/tlog-witness), and a file of its own in a bundle.
 */
export type Consistency = { oldSize: number; hashes: Hash[]; checkpoint: string };

export const formatConsistency = ({ oldSize, hashes, checkpoint }: Consistency): string =>
  [`old ${oldSize}`, ...hashes.map(base64Of), "", checkpoint].join("\n");

/** Reads one strictly; null for what is none. Nothing is verified by this. */
export const parseConsistency = (text: string): Consistency | null => {
  const end = text.indexOf("\n\n");
  if (end < 0) return null;
  const [first = "", ...lines] = text.slice(0, end).split("\n");
  const oldSize = wholeNumberOf(/^old (0|[1-9]\d{0,15})$/.exec(first)?.[1]);
  const hashes = hashesOf(lines);
  return oldSize === null || hashes === null ? null : { oldSize, hashes, checkpoint: text.slice(end + 2) };
};

/**
 * Whether it shows that its checkpoint continues the log of `old`: same origin, same size as it says, and the same leaves. Whose
 * signatures the two checkpoints bear is not looked at: openCheckpoint.
 */
export const continues = (old: Checkpoint, { oldSize, hashes, checkpoint }: Consistency): boolean => {
  const next = readCheckpoint(checkpoint)?.checkpoint;
  return (
    next !== undefined &&
    next.origin === old.origin &&
    oldSize === old.size &&
    isConsistent(old, next, hashes)
  );
};
