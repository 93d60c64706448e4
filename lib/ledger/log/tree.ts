import { emptyRoot, hashNode, isSameHash, type Hash } from "./hash";

/**
 * A whole subtree: that of the 2 ** level leaves from index * 2 ** level on. Every hash that a root or a proof is made of is one of
 * these, or is folded of a few (RFC 6962, section 2.1). Sizes and indexes are whole numbers up to 2 ** 53 - 1.
 */
export type Place = { level: number; index: number };

/** Gives the hash of a whole subtree. */
export type HashAt = (place: Place) => Hash;

/** The whole subtrees that the leaves from `start` to before `end` consist of; `start` is where a subtree of RFC 6962 begins. */
export const placesOf = (start: number, end: number): Place[] => {
  const places: Place[] = [];
  for (let at = start; at < end;) {
    let level = 0;
    let width = 1;
    while (at % (width * 2) === 0 && at + width * 2 <= end) {
      width *= 2;
      level++;
    }
    places.push({ level, index: at / width });
    at += width;
  }
  return places;
};

/** The root over whole subtrees that follow each other, the larger ones first; of none, that of the empty tree. */
export const fold = (places: readonly Place[], hashAt: HashAt): Hash =>
  places
    .map(hashAt)
    .reduceRight<Hash | null>((right, left) => (right === null ? left : hashNode(left, right)), null) ??
  emptyRoot;

/** Of each hash of the proof that the leaf `index` is in the tree of `size` leaves, the subtrees that it is folded of. */
export const inclusionPlaces = (index: number, size: number): Place[][] => {
  if (!isWithin(index, size)) throw new RangeError("The leaf is not in the tree.");
  const path: Place[][] = [];
  let [start, end] = [0, size];
  while (end - start > 1) {
    const middle = start + splitOf(end - start);
    if (index < middle) {
      path.push(placesOf(middle, end));
      end = middle;
    } else {
      path.push(placesOf(start, middle));
      start = middle;
    }
  }
  return path.reverse();
};

/** The same of the proof that the tree of `size` leaves begins with that of `oldSize`. Empty when there is nothing to show. */
export const consistencyPlaces = (oldSize: number, size: number): Place[][] => {
  if (!Number.isSafeInteger(oldSize) || oldSize < 0 || !(oldSize <= size) || !Number.isSafeInteger(size)) {
    throw new RangeError("The old tree is not within the new one.");
  }
  if (oldSize === 0 || oldSize === size) return [];
  const path: Place[][] = [];
  let [start, end] = [0, size];
  while (end !== oldSize) {
    const middle = start + splitOf(end - start);
    if (oldSize <= middle) {
      path.push(placesOf(middle, end));
      end = middle;
    } else {
      path.push(placesOf(start, middle));
      start = middle;
    }
  }
  // A verifier has the old root, and needs none of its hashes when it is a whole subtree from the first leaf on.
  if (start > 0) path.push(placesOf(start, end));
  return path.reverse();
};

/** Whether `proof` shows that the leaf of this hash is number `index` in the tree of `size` leaves with this root. */
export const isIncluded = (
  { index, leafHash, proof }: { index: number; leafHash: Hash; proof: readonly Hash[] },
  { size, root }: { size: number; root: Hash },
): boolean => {
  if (!isWithin(index, size)) return false;
  let [at, last] = [index, size - 1];
  let hash = leafHash;
  for (const other of proof) {
    if (last === 0) return false;
    if (at % 2 === 1 || at === last) {
      hash = hashNode(other, hash);
      // On the right edge, levels at which there is nothing beside it are passed over.
      while (at % 2 === 0 && at !== 0) [at, last] = [at / 2, half(last)];
    } else {
      hash = hashNode(hash, other);
    }
    [at, last] = [half(at), half(last)];
  }
  return last === 0 && isSameHash(hash, root);
};

/** Whether `proof` shows that the new tree begins with the leaves of the old one. */
export const isConsistent = (
  old: { size: number; root: Hash },
  { size, root }: { size: number; root: Hash },
  proof: readonly Hash[],
): boolean => {
  if (![old.size, size].every((value) => Number.isSafeInteger(value) && value >= 0)) return false;
  // First of all: nothing shows that a larger tree came before a smaller one.
  if (old.size > size) return false;
  if (old.size === 0) return proof.length === 0 && isSameHash(old.root, emptyRoot);
  if (old.size === size) return proof.length === 0 && isSameHash(old.root, root);
  let [at, last] = [old.size - 1, size - 1];
  while (at % 2 === 1) [at, last] = [half(at), half(last)];
  const [first, ...rest] = at === 0 ? [old.root, ...proof] : proof;
  if (first === undefined) return false;
  let [oldHash, newHash] = [first, first];
  for (const other of rest) {
    if (last === 0) return false;
    if (at % 2 === 1 || at === last) {
      oldHash = hashNode(other, oldHash);
      newHash = hashNode(other, newHash);
      while (at % 2 === 0 && at !== 0) [at, last] = [at / 2, half(last)];
    } else {
      newHash = hashNode(newHash, other);
    }
    [at, last] = [half(at), half(last)];
  }
  return last === 0 && isSameHash(oldHash, old.root) && isSameHash(newHash, root);
};

/** The largest power of two below `count`, by doubling: logarithms round. */
const splitOf = (count: number): number => {
  let split = 1;
  while (split * 2 < count) split *= 2;
  return split;
};

const half = (value: number): number => Math.floor(value / 2);

const isWithin = (index: number, size: number): boolean =>
  Number.isSafeInteger(index) && Number.isSafeInteger(size) && index >= 0 && index < size;
