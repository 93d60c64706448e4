import { z } from "zod";

const perMinuteMax = 1_000_000;

const perMinute = z.coerce
  .number("must be a whole number of requests, or 0 for no limit")
  .int("must be a whole number of requests, or 0 for no limit")
  .min(0)
  .max(perMinuteMax);

/** The variables, for lib/env/env.ts. None has to be set. Each counts in all processes together; 0 for any number. */
export const requestLimitVariables = {
  /** Requests of one API key in a minute. */
  LETHE_API_REQUESTS_PER_MINUTE: perMinute.default(600),
  /** Pages, routes and actions of one member in a minute. A tab that watches a deletion asks ten times a second. */
  LETHE_MEMBER_REQUESTS_PER_MINUTE: perMinute.default(6_000),
};
