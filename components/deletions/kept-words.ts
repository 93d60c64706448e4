import type { Deletion } from "@/lib/deletions/types";

/**
 * How many memories a deletion that has ended left, and why, in a word or two: "not reached", or "2 immutable, 3 changed since
 * the preview". Immutable ones are among them, though they were never selected.
 */
export const keptOf = (
  {
    changedCount,
    keptImmutableCount,
    heldCount,
    heldBesideCount,
  }: Pick<Deletion, "changedCount" | "keptImmutableCount" | "heldCount" | "heldBesideCount">,
  unreachedCount: number,
): { count: number; note: string } => {
  const kinds = [
    { count: unreachedCount, words: "not reached" },
    { count: changedCount, words: "changed since the preview" },
    { count: keptImmutableCount, words: "immutable" },
    { count: heldCount + heldBesideCount, words: "held" },
  ];
  const some = kinds.filter(({ count }) => count > 0);
  const count = some.reduce((sum, each) => sum + each.count, 0);
  if (some.length < 2) return { count, note: some[0]?.words ?? "not reached" };
  return { count, note: some.map(({ count, words }) => `${count.toLocaleString("en")} ${words}`).join(", ") };
};
