import { readInstant } from "@/lib/instants/read-instant";
import { isNumber } from "@/lib/stores/remote/read-row";

/**
 * How instants and days are written in a payload, by the server (ISO 8601, microseconds) or by an application, in the metadata
 * of a new memory, as whatever it likes. The patterns mean the same to JavaScript and to PostgreSQL, and what they match both
 * can read: a cast that fails would fail the whole list.
 */
export const dayPattern =
  "^(?:(?:19|20)\\d\\d-(?:(?:0[13578]|1[02])-(?:0[1-9]|[12]\\d|3[01])|(?:0[469]|11)-(?:0[1-9]|[12]\\d|30)|02-(?:0[1-9]|1\\d|2[0-8]))|(?:19|20)(?:0[48]|[2468][048]|[13579][26])-02-29|2000-02-29)$";
const time = "[T ](?:[01]\\d|2[0-3]):[0-5]\\d(?::[0-5]\\d(?:\\.\\d{1,9})?)?";
const offset = " ?(?:Z|UTC|[+-](?:0\\d|1[0-3])(?::?[0-5]\\d)?)";
const unanchored = dayPattern.slice(1, -1);
/** With an offset from UTC. */
export const exactPattern = `^${unanchored}${time}${offset}$`;
/** Without one, or a day alone: taken for UTC. */
export const naivePattern = `^${unanchored}(?:${time})?$`;
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
export const instantFrom = (written: unknown): string | null => {
  const text = typeof written === "string" ? written : isNumber(written) ? String(written) : "";
  if (!known.some((pattern) => pattern.test(text))) return null;
  const read = readInstant(text);
  return read.ok ? read.at : null;
};
