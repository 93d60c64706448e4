import { ExactNumber } from "@/lib/json/exact-number";
import { instantOf, textForms } from "./instant-forms";

/**
 * `at` is ISO 8601 in UTC to the millisecond, null for a value that says nothing (null, "" or white space). `isAssumedUtc`: no
 * offset stood there, so that it was taken for UTC, as Mem0 writes it. `reason` reads on from the name of what was read:
 * "created_at is …", and quotes nothing.
 */
export type ReadInstant =
  { ok: true; at: string | null; isAssumedUtc: boolean } | { ok: false; reason: string };

/**
 * Reads an instant in any form in which systems hand them on and which can only mean one: ISO 8601 and RFC 3339 with `T` or a
 * space, with or without seconds, fractions of any length (cut to milliseconds, never rounded up) and offset; a day
 * (its beginning in UTC); RFC 2822; seconds, milliseconds, microseconds or nanoseconds since 1970, told apart by their size,
 * as number or text; MongoDB's `{"$date": …}`. The one reader for imports, the API and both remote stores.
 */
export const readInstant = (value: unknown): ReadInstant => {
  if (value === null || value === undefined) return nothing;
  if (typeof value === "number" || value instanceof ExactNumber) return fromNumber(String(value));
  if (typeof value === "string") return fromText(value.trim());
  return fromMongo(value);
};

const nothing: ReadInstant = { ok: true, at: null, isAssumedUtc: false };
const refused = (reason: string): ReadInstant => ({ ok: false, reason });

const fromText = (text: string): ReadInstant => {
  if (text === "") return nothing;
  if (/^[+-]?\d+(\.\d+)?$/.test(text)) return fromNumber(text);
  for (const read of textForms) {
    const found = read(text);
    if (found !== null)
      return found.ms === null ? refused(notOnCalendar) : instant(found.ms, found.isAssumedUtc);
  }
  return refused(/^\d{1,2}([/.-])\d{1,2}\1\d{2,4}\b/.test(text) ? dayOrMonth : notAnInstant);
};

/** From which size on it cannot be the unit before: seconds would be after the year 5138, and so on. `shift`: digits to ms. */
const units = [
  { below: 1e11, shift: 3 },
  { below: 1e14, shift: 0 },
  { below: 1e17, shift: -3 },
  { below: 1e20, shift: -6 },
];

const fromNumber = (text: string): ReadInstant => {
  const number = Number(text);
  if (Number.isInteger(number) && isDayLike(number)) return refused(dayOrSeconds);
  const unit = units.find(({ below }) => Math.abs(number) < below);
  return unit === undefined ? refused(notAnInstant) : instant(msOf(text, unit.shift), false);
};

/** By the decimal digits: 1767607200.123 times 1000 is a little less than it should be, and nanoseconds are no safe integers. */
const msOf = (text: string, shift: number): number => {
  if (/e/i.test(text)) return Math.floor(Number(text) * 10 ** shift);
  if (shift < 0) return Number(text.split(".")[0]?.slice(0, shift));
  return Math.floor(Number(`${text}e${shift}`));
};

/** 2026 and 20260105. */
const isDayLike = (number: number): boolean =>
  (number >= 1900 && number <= 2100) || (number >= 19000101 && number <= 21001231);

const fromMongo = (value: unknown): ReadInstant => {
  const date = onlyMember(value, "$date");
  if (typeof date === "string") return fromText(date.trim());
  const text = onlyMember(date, "$numberLong");
  const ms = typeof date === "number" ? date : typeof text === "string" ? Number(text || NaN) : NaN;
  return Number.isNaN(ms) ? refused(notAnInstant) : instant(Math.floor(ms), false);
};

/** https://www.mongodb.com/docs/manual/reference/mongodb-extended-json/ */
const onlyMember = (value: unknown, name: string): unknown => {
  if (typeof value !== "object" || value === null) return undefined;
  const entries = Object.entries(value);
  return entries.length === 1 && entries[0]?.[0] === name ? entries[0][1] : undefined;
};

const instant = (ms: number, isAssumedUtc: boolean): ReadInstant => {
  const at = instantOf(ms);
  return at === null ? refused("is not a time between the years 1 and 9999") : { ok: true, at, isAssumedUtc };
};

const notAnInstant = "is not a time such as 2026-01-31T10:00:00Z";
const notOnCalendar = "is a time that does not exist";
const dayOrMonth = "can be read as day and month or as month and day; write it like 2026-01-31T10:00:00Z";
const dayOrSeconds = "can be read as a day or as seconds since 1970; write it like 2026-01-31T10:00:00Z";
