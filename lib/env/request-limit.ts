import { z } from "zod";

const perMinuteMax = 1_000_000;

/** The variable, for lib/env/env.ts. It does not have to be set, and an empty one is not set. */
export const requestLimitVariables = {
  /** How many requests one key may make in a minute to one Lethe process; 0 for any number. */
  LETHE_API_REQUESTS_PER_MINUTE: z
    .string()
    .transform((text) => (text.trim() === "" ? 600 : Number(text)))
    .pipe(z.int("must be a whole number of requests, or 0 for no limit").min(0).max(perMinuteMax))
    .default(600),
};
