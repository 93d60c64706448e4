import { awayDigest } from "@/lib/database/away-digest";
import { noteDiskFull } from "./disk-space";

/**
 * What may be said of a failed query. PostgreSQL's own message and detail, and drizzle's list of parameters, quote values,
 * and values can be memory text; so only the SQLSTATE code and the names of things are kept.
 */
export class DatabaseError extends Error {
  override readonly name = "DatabaseError";
  /** SQLSTATE (https://www.postgresql.org/docs/current/errcodes-appendix.html), or the socket's code. */
  readonly code: string;
  readonly constraint: string | undefined;
  /** Next makes one for all other errors. */
  digest?: string;

  /** By its name: Next bundles routes, actions and instrumentation apart, each with its own class, and they share the pool. */
  static override [Symbol.hasInstance](value: unknown): boolean {
    return value instanceof Error && value.name === "DatabaseError";
  }

  constructor(code: string, constraint?: string) {
    noteDiskFull(code);
    super(`The database answered ${code}${constraint === undefined ? "" : ` (${constraint})`}.`);
    this.code = code;
    this.constraint = constraint;
    if (isOutageCode(code) && code !== diskFullCode) this.digest = awayDigest;
  }
}

const textOf = (value: unknown, key: string): string | undefined => {
  if (typeof value !== "object" || value === null || !(key in value)) return undefined;
  const found = (value as Record<string, unknown>)[key];
  return typeof found === "string" ? found : undefined;
};

/** Turns an error of the driver into one that quotes no value. */
export const databaseErrorFrom = (error: unknown): DatabaseError => {
  if (error instanceof DatabaseError) return error;
  const cause = error instanceof Error && error.cause !== undefined ? error.cause : error;
  return new DatabaseError(codeOf(cause), textOf(cause, "constraint"));
};

/**
 * The driver's own errors of a lost connection have no code. Nor have mistakes in the making of a query or the reading of an
 * answer, which no waiting mends: internal_error, in PostgreSQL's words.
 */
const codeOf = (cause: unknown): string => {
  const isMistake = cause instanceof TypeError || cause instanceof RangeError || cause instanceof SyntaxError;
  return textOf(cause, "code") ?? (isMistake ? "XX000" : "no code");
};

export const isDeadlock = (error: unknown): boolean =>
  error instanceof DatabaseError && (error.code === "40P01" || error.code === "40001");
export const isTimeout = (error: unknown): boolean =>
  error instanceof DatabaseError && error.code === "57014";

/** Whether the server itself said it. Each SQLSTATE has a digit, a socket's code like EPIPE has none. */
export const isSqlState = (code: string): boolean => /^(?=.*\d)[0-9A-Z]{5}$/.test(code);

/** The connection was lost (no SQLSTATE but a socket's code), or is being ended by the server. */
export const isConnectionCode = (code: string): boolean =>
  !isSqlState(code) || /^(08|57P)/.test(code) || code === "25P03";

/**
 * The database is away, going down, short of resources, or a stand-by that cannot be written: not the request's fault, and time
 * may mend it. A cancelled statement (57014) does not count: a smaller one may pass.
 */
export const isOutage = (error: unknown): boolean =>
  error instanceof DatabaseError && isOutageCode(error.code);

const isOutageCode = (code: string): boolean =>
  isConnectionCode(code) || code === "25006" || (/^(53|57|58)/.test(code) && code !== "57014");

/** Reading goes on. */
const diskFullCode = "53100";
