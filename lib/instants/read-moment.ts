import { z } from "zod";
import { readInstant } from "./read-instant";

/** `moment` is a day, `YYYY-MM-DD`, or an instant, ISO 8601 with its offset. `reason` reads on from the name of what was read. */
export type ReadMoment = { ok: true; moment: string } | { ok: false; reason: string };

/**
 * Reads what a filter compares a time with: a day, which stands for all of it, or an instant, in the forms of `readInstant`.
 * Nothing is not a moment. Microseconds stay where they are written in ISO 8601, as a comparison must not move.
 */
export const readMoment = (value: unknown): ReadMoment => {
  const read = readInstant(value);
  if (!read.ok) return read;
  if (read.at === null) return { ok: false, reason: "is empty" };
  if (typeof value !== "string") return { ok: true, moment: read.at };
  const [, year, month, day] = dayAlone.exec(value) ?? [];
  if (day !== undefined) return { ok: true, moment: `${year}-${month}-${day}` };
  const isExact = iso.safeParse(value).success;
  return { ok: true, moment: isExact ? (read.isAssumedUtc ? `${value}Z` : value) : read.at };
};

const dayAlone = /^\s*(\d{4})[-/](\d\d)[-/](\d\d)\s*$/;
const iso = z.iso.datetime({ offset: true, local: true });
