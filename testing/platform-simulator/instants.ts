const instantPattern =
  /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2}(?::\d{2})?)(?:\.(\d{1,6})\d*)?(Z|[+-]\d{2}:\d{2})?)?$/;

/** Where Mem0's servers keep time: its documentation shows instants such as 2024-10-15T21:52:11.474901-07:00. */
const offset = "-07:00";
const offsetMs = -7 * 3_600_000;

export const microsOf = (date: Date): number => date.getTime() * 1000;

/** Microseconds since 1970, or null when it is not an instant or a day (its first instant, in UTC). */
export const parseInstant = (text: string): number | null => {
  const [, day, time = "00:00", fraction = "", zone = "Z"] = instantPattern.exec(text) ?? [];
  if (day === undefined) return null;
  const wholeSeconds = Date.parse(`${day}T${time}${zone}`);
  return Number.isNaN(wholeSeconds) ? null : wholeSeconds * 1000 + Number(fraction.padEnd(6, "0"));
};

export const instantText = (micros: number): string => {
  const ms = Math.floor(micros / 1000);
  const local = new Date(ms + offsetMs).toISOString().slice(0, -1);
  return `${local}${String(micros - ms * 1000).padStart(3, "0")}${offset}`;
};

export const dayText = (date: Date): string => date.toISOString().slice(0, 10);
