import { textForms } from "./instant-forms";
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
  return { ok: true, day: writtenDay(value) ?? read.at.slice(0, 10) };
};

const writtenDay = (value: unknown): string | null => {
  const text = isMongo(value) ? value.$date : value;
  if (typeof text !== "string") return null;
  for (const form of textForms) {
    const found = form(text.trim());
    if (found !== null) return found.day;
  }
  return null;
};

const isMongo = (value: unknown): value is { $date: unknown } =>
  typeof value === "object" && value !== null && "$date" in value;

const notATime = /a time such as \S+/;
const notADay = "a day such as 2026-01-31";
