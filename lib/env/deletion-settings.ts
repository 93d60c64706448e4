import { z } from "zod";

/** The variables, for lib/env/env.ts. */
export const deletionVariables = {
  LETHE_ERASE_FILTERS_DAYS: z.coerce
    .number("must be a number")
    .int("must be a whole number")
    .min(1, "must be 1 or more")
    .max(36_500, "must be 36500 or less")
    .default(90),
};
