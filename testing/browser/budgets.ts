const kB = 1_000;

/** Goal for the pages that are open all day. React and Next are 140 of it. */
export const scriptBytesGoal = 220 * kB;

export const fontBytesMax = 60 * kB;

/**
 * What a first visit may load of compressed script before the page is idle. Where a page is above the goal, this is what it has:
 * it can become less, and never more unnoticed.
 */
export const scriptBudgets: Readonly<Record<string, number>> = {
  "/memories": 275 * kB,
  "/history": 262 * kB,
  "/delete": 335 * kB,
  "/entities": 262 * kB,
};
