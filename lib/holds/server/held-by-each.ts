import type { HeldBy } from "./read-holds";

/** The holds that keep something, with how much each of them keeps; `counts` are in the order of the holds. */
export const heldByEach = (holds: readonly HeldBy[], counts: readonly number[]) =>
  holds.flatMap(({ id, name }, place) => {
    const count = counts[place] ?? 0;
    return count > 0 ? [{ id, name, count }] : [];
  });
