import type { Deletion } from "../types";

/** How many memories a deletion left because they were changed, or stored, since it was previewed. */
export const changedSincePreview = ({
  changedCount,
  joinedCount,
}: Pick<Deletion, "changedCount" | "joinedCount">): number => changedCount + joinedCount;
