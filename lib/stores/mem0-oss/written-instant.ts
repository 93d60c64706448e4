/**
 * How instants and days are written in a payload, by the server (ISO 8601, microseconds) or by an application, in the metadata
 * of a new memory, as whatever it likes. The patterns mean the same to JavaScript and to PostgreSQL, and what they match both
 * can read: a cast that fails would fail the whole list.
 */
export const dayPattern =
  "^(?:(?:19|20)\\d\\d-(?:(?:0[13578]|1[02])-(?:0[1-9]|[12]\\d|3[01])|(?:0[469]|11)-(?:0[1-9]|[12]\\d|30)|02-(?:0[1-9]|1\\d|2[0-8]))|(?:19|20)(?:0[48]|[2468][048]|[13579][26])-02-29|2000-02-29)$";
const time = "[T ](?:[01]\\d|2[0-3]):[0-5]\\d:[0-5]\\d(?:\\.\\d{1,6})?";
const offset = "(?:Z|[+-](?:0\\d|1[0-4]):[0-5]\\d)";
const unanchored = dayPattern.slice(1, -1);
/** With an offset from UTC. */
export const exactPattern = `^${unanchored}${time}${offset}$`;
/** Without one: taken for UTC. */
export const naivePattern = `^${unanchored}${time}$`;

const exact = new RegExp(exactPattern);
const naive = new RegExp(naivePattern);

/** The instant as ISO 8601 in UTC to the millisecond; null for anything else. */
export const instantFrom = (written: unknown): string | null => {
  if (typeof written !== "string") return null;
  const isNaive = naive.test(written);
  if (!isNaive && !exact.test(written)) return null;
  return new Date(`${written.replace(" ", "T")}${isNaive ? "Z" : ""}`).toISOString();
};
