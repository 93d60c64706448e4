import { readInstant } from "@/lib/instants/read-instant";
import { isNumber } from "@/lib/stores/remote/read-row";

/**
 * How instants and days are written in a payload, by the server (ISO 8601, microseconds) or by an application, in the metadata
 * of a new memory, in a form of its own. The patterns mean the same to JavaScript and to PostgreSQL, and what they match both
 * can read: a cast that fails would fail the whole list.
 */
const dayWith = (dash: string): string =>
  `(?:(?:19|20)\\d\\d${dash}(?:(?:0[13578]|1[02])${dash}(?:0[1-9]|[12]\\d|3[01])|(?:0[469]|11)${dash}(?:0[1-9]|[12]\\d|30)|02${dash}(?:0[1-9]|1\\d|2[0-8]))|(?:(?:19|20)(?:0[48]|[2468][048]|[13579][26])|2000)${dash}02${dash}29)`;
export const dayPattern = `^${dayWith("-")}$`;
/** A leap second and the day's end are the next one's beginning, to both. */
const timeWith = (colon: string): string =>
  `(?:(?:[01]\\d|2[0-3])${colon}(?:[0-5]\\d(?:${colon}[0-5]\\d(?:[.,]\\d{1,12})?)?|59${colon}60)|24${colon}00(?:${colon}00)?)`;
const separated = (dash: string): string => `${dayWith(dash)}(?:[Tt]|\\s+)${timeWith(":")}`;
// Without a T the time would be a number.
const moment = `(?:${separated("-")}|${separated("/")}|${dayWith("")}[Tt]${timeWith("")})`;
const offset =
  "\\s*(?:[Zz]|[Uu][Tt][Cc]|[Gg][Mm][Tt]|[+-](?:(?:0\\d|1[0-3])(?::?[0-5]\\d)?|14(?::?00)?)(?:\\s+(?:UTC|GMT))?)";
/** With an offset from UTC. */
export const exactPattern = `^${moment}${offset}$`;
/** Without one, or a day alone: taken for UTC. */
export const naivePattern = `^(?:${moment}|${dayWith("-")}|${dayWith("/")})$`;
/**
 * What Postgres must not see of them: digits beyond milliseconds, which it would round up, a comma, and the zone's name behind
 * its offset. As arguments of regexp_replace.
 */
export const replacedForPostgres = [
  { pattern: "[.,](\\d{1,3})\\d*", by: ".\\1" },
  { pattern: "([+-]\\d\\d(?::?\\d\\d)?)\\s+(?:UTC|GMT)$", by: "\\1" },
] as const;
/** Since 1970, by how many digits of them are no milliseconds: what else a number of so many digits could be is far from now. */
export const epochPatterns = [
  { pattern: "^\\d{9,10}(?:\\.\\d{1,9})?$", toMs: 3 },
  { pattern: "^\\d{12,13}$", toMs: 0 },
  { pattern: "^\\d{15,16}$", toMs: -3 },
  { pattern: "^\\d{18,19}$", toMs: -6 },
] as const;

const known = [exactPattern, naivePattern, ...epochPatterns.map(({ pattern }) => pattern)].map(
  (pattern) => new RegExp(pattern),
);

/** The instant as ISO 8601 in UTC to the millisecond; null for anything else. */
export const readWrittenInstant = (written: unknown): string | null => {
  const text = typeof written === "string" ? written : isNumber(written) ? String(written) : "";
  if (!known.some((pattern) => pattern.test(text))) return null;
  const read = readInstant(text);
  return read.ok ? read.at : null;
};
