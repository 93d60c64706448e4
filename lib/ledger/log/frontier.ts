import { emptyRoot, hashNode, type Hash } from "./hash";

/** The root of a growing tree, of which only the whole subtrees at its right edge are kept: for reading a ledger once through. */
export type Frontier = { append: (leafHash: Hash) => void; size: () => number; root: () => Hash };

export const createFrontier = (): Frontier => {
  // The larger ones first; of each, how many leaves it has.
  const subtrees: { width: number; hash: Hash }[] = [];
  let size = 0;
  return {
    append: (leafHash) => {
      let added = { width: 1, hash: leafHash };
      for (let left = subtrees.at(-1); left?.width === added.width; left = subtrees.at(-1)) {
        subtrees.pop();
        added = { width: added.width * 2, hash: hashNode(left.hash, added.hash) };
      }
      subtrees.push(added);
      size++;
    },
    size: () => size,
    root: () => {
      const [last, ...others] = subtrees.map(({ hash }) => hash).reverse();
      return last === undefined ? emptyRoot : others.reduce((right, left) => hashNode(left, right), last);
    },
  };
};
