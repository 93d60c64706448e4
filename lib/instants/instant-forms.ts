/** `ms` since 1970, null for a day or time that no calendar has. `day` is the one that is written, `YYYY-MM-DD`. */
type Found = { ms: number | null; isAssumedUtc: boolean; day: string };

/** A millisecond as ISO 8601 in UTC; null outside the years 1 to 9999, which Postgres and JavaScript write differently. */
export const instantOf = (ms: number): string | null => {
  const date = new Date(ms);
  if (Number.isNaN(date.getTime())) return null;
  const year = date.getUTCFullYear();
  return year >= 1 && year <= 9999 ? date.toISOString() : null;
};

const fromIso = (text: string): Found | null => {
  const found = iso.exec(text)?.groups;
  if (found === undefined) return null;
  const { year = "", month = "", day = "", hour, minute, second, fraction, offset } = found;
  return foundAt({ year, month: Number(month), day, hour, minute, second, fraction, offset });
};

// Year first, then with hyphens (or slashes) and colons, or without any; "2026-01-05 10:00:00.123 +0000 UTC" is how Go and Ruby
// write it.
const iso =
  /^(?<year>\d{4})(?<dash>[-/]?)(?<month>\d\d)\k<dash>(?<day>\d\d)(?:(?:[Tt]|\s+)(?<hour>\d\d)(?<colon>:?)(?<minute>\d\d)(?:\k<colon>(?<second>\d\d)(?:[.,](?<fraction>\d{1,12}))?)?\s*(?<offset>z|utc|gmt|[+-]\d\d(?::?\d\d)?)?(?:\s+(?:utc|gmt))?)?$/i;

const fromRfc2822 = (text: string): Found | null => {
  const found = rfc2822.exec(text)?.groups;
  if (found === undefined) return null;
  const { weekday, day = "", month = "", year = "", hour, minute, second, offset } = found;
  const at = foundAt({
    year,
    month: months.indexOf(month.toLowerCase()) + 1,
    day,
    hour,
    minute,
    second,
    offset,
  });
  if (weekday === undefined || at.ms === null) return at;
  // The day that it has where it was written, and not in UTC.
  const named = new Date(
    Date.UTC(Number(year), months.indexOf(month.toLowerCase()), Number(day)),
  ).getUTCDay();
  return weekdays[named] === weekday.toLowerCase() ? at : { ...at, ms: null };
};

const months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
const weekdays = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"];
const rfc2822 = new RegExp(
  `^(?:(?<weekday>${weekdays.join("|")}),\\s*)?(?<day>\\d{1,2})\\s+(?<month>${months.join("|")})\\s+(?<year>\\d{4})\\s+(?<hour>\\d\\d):(?<minute>\\d\\d)(?::(?<second>\\d\\d))?\\s+(?<offset>z|ut|utc|gmt|[+-]\\d{4})$`,
  "i",
);

/** In the order in which they are tried; no text has two of them. */
export const textForms: readonly ((text: string) => Found | null)[] = [fromIso, fromRfc2822];

type Fields = {
  year: string;
  month: number;
  day: string;
  hour?: string | undefined;
  minute?: string | undefined;
  second?: string | undefined;
  fraction?: string | undefined;
  offset?: string | undefined;
};

const foundAt = ({ year, month, day, hour, minute, second, fraction, offset }: Fields): Found => {
  const offsetMs = offsetMsOf(offset ?? "z");
  const midnight = dayMs(Number(year), month, Number(day));
  const clock = clockMs(Number(hour ?? 0), Number(minute ?? 0), Number(second ?? 0), fraction ?? "");
  const isWhole = midnight !== null && clock !== null && offsetMs !== null;
  return {
    ms: isWhole ? midnight + clock - offsetMs : null,
    isAssumedUtc: offset === undefined,
    day: `${year}-${String(month).padStart(2, "0")}-${day.padStart(2, "0")}`,
  };
};

const dayMs = (year: number, month: number, day: number): number | null => {
  const date = new Date(0);
  // Date.UTC takes years below 100 for the last century's.
  date.setUTCFullYear(year, month - 1, day);
  const isThere = year > 0 && date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
  return isThere ? date.getTime() : null;
};

/** A leap second is the next one's beginning, as it is to Postgres; so is 24:00 the next day's. */
const clockMs = (hour: number, minute: number, second: number, fraction: string): number | null => {
  const isLeap = second === 60 && minute === 59;
  const isEnd = hour === 24 && minute === 0 && second === 0 && !/[1-9]/.test(fraction);
  if ((hour > 23 && !isEnd) || minute > 59 || (second > 59 && !isLeap)) return null;
  const ms = isLeap ? 0 : Number(fraction.slice(0, 3).padEnd(3, "0"));
  return ((hour * 60 + minute) * 60 + second) * 1000 + ms;
};

const offsetMsOf = (offset: string): number | null => {
  const [, sign, hours, minutes = "00"] = /^([+-])(\d\d):?(\d\d)?$/.exec(offset) ?? [];
  if (sign === undefined) return 0;
  const distance = Number(hours) * 60 + Number(minutes);
  // Nowhere on Earth is further from UTC.
  if (distance > 14 * 60 || Number(minutes) > 59) return null;
  return distance * 60_000 * (sign === "-" ? -1 : 1);
};
