import pino, { type Logger } from "pino";
import { logLevel } from "./env";

// Next bundles routes, actions and instrumentation apart: a module variable would be several loggers.
const shared = globalThis as typeof globalThis & { letheLog?: Logger };

/**
 * The server's log: one JSON object a line on stdout, from LOG_LEVEL on. Nothing that can quote a memory goes in: no
 * message of an unforeseen error, no query string, no filter value, no reason; ids, codes, counts and durations only.
 */
export const log = (): Logger =>
  (shared.letheLog ??= pino({
    level: logLevel(),
    base: undefined,
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (level) => ({ level }) },
  }));
