import { readInstant } from "./read-instant";

/** `day` is `YYYY-MM-DD`, null for a value that says nothing. `reason` reads on from the name of what was read. */
export type ReadDay = { ok: true; day: string | null } | { ok: false; reason: string };

/**
 * Reads a day such as an expiration date, alone or with a time: then the day that is written, not the one that it is in UTC;
 * of seconds since 1970 and the like the day in UTC. Takes the forms of `readInstant`.
 */
export const readDay = (value: unknown): ReadDay => {
  const read = readInstant(value);
  if (!read.ok) return { ok: false, reason: read.reason.replace(notATime, notADay) };
  if (read.at === null) return { ok: true, day: null };
  const written = typeof value === "string" ? /^\s*(\d{4}-\d\d-\d\d)/.exec(value)?.[1] : undefined;
  return { ok: true, day: written ?? read.at.slice(0, 10) };
};

const notATime = /a time such as \S+/;
const notADay = "a day such as 2026-01-31";
