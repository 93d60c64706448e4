const kB = 1_000;

/** Goal for the pages that are open all day. React and Next are 140 of it. */
export const scriptBytesGoal = 220 * kB;

export const fontBytesMax = 60 * kB;
