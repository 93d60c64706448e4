/**
 * Of a transaction that is a step on the way: the disk may take its time. What a crash of the machine costs is the last
 * steps as a whole, memories and books alike, which are then done again. The end of the deletion waits for everything
 * before it.
 */
export const stepSettings = { synchronous_commit: "off" };
