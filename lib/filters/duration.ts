/** A length of time as ISO 8601 writes it, of one unit and from 1 to 9,999 of it: `P90D`, `P3M`, `PT12H`. */
export const durationPattern = /^P(?:[1-9]\d{0,3}[DWMY]|T[1-9]\d{0,3}H)$/;
/** The same without hours: for days. */
export const dayDurationPattern = /^P[1-9]\d{0,3}[DWMY]$/;

export const durationUnits = ["H", "D", "W", "M", "Y"] as const;
export type DurationUnit = (typeof durationUnits)[number];
export type Duration = { count: number; unit: DurationUnit };

/** Null for a text that is none. */
export const durationFrom = (text: string): Duration | null => {
  if (!durationPattern.test(text)) return null;
  // The pattern ends with one of them.
  return { count: Number(/\d+/.exec(text)?.[0]), unit: text.slice(-1) as DurationUnit };
};

/** What is typed of one so far: any count, and its unit; days for a text that is none. */
export const typedDuration = (text: string): { count: string; unit: DurationUnit } => {
  const [, count = "", unit = "D"] = /^PT?(.*)([HDWMY])$/s.exec(text) ?? [];
  return { count, unit: durationUnits.find((known) => known === unit) ?? "D" };
};

export const writeDuration = ({ count, unit }: { count: number | string; unit: DurationUnit }): string =>
  `P${unit === "H" ? "T" : ""}${count}${unit}`;

/** What comes before every instant that a store can have. */
const firstMs = Date.parse("0001-01-01T00:00:00.000Z");

/**
 * The instant so long before another, by the calendar in UTC: a month before 31 March is the last of February. Postgres counts in the
 * same way (lib/stores/sql/compile-dates.ts). Never before the year 1.
 */
export const instantBefore = (at: Date, text: string): Date => {
  const duration = durationFrom(text);
  if (duration === null) throw new Error("A filter holds no other duration.");
  return new Date(Math.max(firstMs, msBefore(at, duration)));
};

/** The same of days, `YYYY-MM-DD` in UTC. */
export const dayBefore = (at: Date, text: string): string =>
  instantBefore(at, text).toISOString().slice(0, 10);

const hourMs = 3_600_000;

const msBefore = (at: Date, { count, unit }: Duration): number => {
  switch (unit) {
    case "H":
      return at.getTime() - count * hourMs;
    case "D":
      return at.getTime() - count * 24 * hourMs;
    case "W":
      return at.getTime() - count * 7 * 24 * hourMs;
    case "M":
      return monthsBefore(at, count);
    case "Y":
      return monthsBefore(at, 12 * count);
  }
};

const monthsBefore = (at: Date, count: number): number => {
  const month = new Date(at);
  // By its first day: another may not be in the month that is meant.
  month.setUTCDate(1);
  month.setUTCMonth(month.getUTCMonth() - count);
  const next = new Date(month);
  next.setUTCMonth(next.getUTCMonth() + 1, 0);
  month.setUTCDate(Math.min(at.getUTCDate(), next.getUTCDate()));
  return month.getTime();
};

const unitWords = { H: "hour", D: "day", W: "week", M: "month", Y: "year" } as const;

/** "90 days", "1 month" */
export const durationWords = (text: string): string => {
  const duration = durationFrom(text);
  if (duration === null) return text;
  const { count, unit } = duration;
  return `${count.toLocaleString("en")} ${unitWords[unit]}${count === 1 ? "" : "s"}`;
};
