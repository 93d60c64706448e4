import { z } from "zod";

const perMinuteMax = 1_000_000;

/** The variable, for lib/env/env.ts. It does not have to be set. */
export const requestLimitVariables = {
  /** How many requests one key may make in a minute to one Lethe process; 0 for any number. */
  LETHE_API_REQUESTS_PER_MINUTE: z.coerce
    .number("must be a whole number of requests, or 0 for no limit")
    .int("must be a whole number of requests, or 0 for no limit")
    .min(0)
    .max(perMinuteMax)
    .default(600),
};
