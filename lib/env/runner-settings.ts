import { z } from "zod";

/**
 * The variables, for lib/env/env.ts. Every batch makes the lease last again, and a timer does in
 * between: only a server that died, or stood still for that long, loses what it works on. Losing it is harmless but for
 * the words of deleted texts, which only the run that read them can search for afterwards.
 */
export const runnerVariables = {
  LETHE_LEASE_SECONDS: z.coerce
    .number("must be a number")
    .int("must be a whole number")
    .min(1)
    .max(300)
    .default(5),
};
