import { z } from "zod";

/** The variables, for lib/env/env.ts. */
export const cleaningVariables = {
  LETHE_CLEAN_HOURS: z.coerce
    .number("must be a number")
    .int("must be a whole number of hours")
    .min(0, "must be 0 or more")
    .max(8_760, "must be 8760 or less")
    .default(0),
};
