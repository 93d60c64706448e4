import { z } from "zod";
import { setVariables } from "./set-variables";

/** How tickets are counted, looked at again and kept. */
export type TicketSettings = {
  /** The zone (IANA) in which the days of the clocks begin and end. */
  timeZone: string;
  /** How many days after closing the names and ids of a ticket's subject are erased. */
  subjectDays: number;
  /** How many months after closing the rest of it is deleted. */
  recordMonths: number;
  /** How long after closing the stores are searched again, each time, in minutes; ascending. */
  lookMinutes: number[];
  /** So many days before a clock ends somebody is reminded, each once; ascending, 0 is the day itself. */
  remindDays: number[];
};

const isTimeZone = (name: string): boolean => {
  try {
    new Intl.DateTimeFormat("en", { timeZone: name });
    return true;
  } catch {
    return false;
  }
};

const minutesOfUnit = { m: 1, h: 60, d: 24 * 60 } as const;
const lookForm = /^(\d{1,4})([mhd])$/;
const looks = z.string().transform((text, ctx) => {
  if (text.trim() === "off") return [];
  const minutes = text.split(",").map((part) => {
    const [, number, unit] = lookForm.exec(part.trim()) ?? [];
    // The form has one of the three letters.
    return number === undefined ? null : Number(number) * minutesOfUnit[unit as keyof typeof minutesOfUnit];
  });
  const known = minutes.flatMap((each) => (each === null || each === 0 ? [] : [each]));
  if (known.length === minutes.length) return known.toSorted((a, b) => a - b);
  ctx.addIssue({ code: "custom", message: "must be times such as 1h,1d,30d, or off" });
  return z.NEVER;
});

const reminders = z
  .string()
  .regex(/^\s*(?:off|\d{1,3}\s*(?:,\s*\d{1,3}\s*){0,9})\s*$/, "must be days such as 7,2,0, or off")
  .transform((text) =>
    text.trim() === "off" ? [] : [...new Set(text.split(",").map(Number))].toSorted((a, b) => a - b),
  );

/** The variables, for lib/env/env.ts. */
export const ticketVariables = {
  LETHE_TIME_ZONE: z.string().refine(isTimeZone, "must be a time zone such as Europe/Berlin").default("UTC"),
  LETHE_TICKETS_SUBJECT_DAYS: z.coerce
    .number("must be a number")
    .int("must be a whole number")
    .min(1, "must be 1 or more")
    .max(36_500, "must be 36500 or less")
    .default(90),
  LETHE_TICKETS_RECORD_MONTHS: z.coerce
    .number("must be a number")
    .int("must be a whole number")
    .min(1, "must be 1 or more")
    .max(1_200, "must be 1200 or less")
    .default(24),
  LETHE_TICKETS_LOOKS: looks.default([60, 24 * 60, 30 * 24 * 60]),
  LETHE_TICKETS_REMIND_DAYS: reminders.default([0, 2, 7]),
};

/** Reads the settings from an environment. */
export const ticketSettingsFrom = (variables: NodeJS.ProcessEnv): TicketSettings => {
  const read = z.object(ticketVariables).parse(setVariables(variables));
  return {
    timeZone: read.LETHE_TIME_ZONE,
    subjectDays: read.LETHE_TICKETS_SUBJECT_DAYS,
    recordMonths: read.LETHE_TICKETS_RECORD_MONTHS,
    lookMinutes: read.LETHE_TICKETS_LOOKS,
    remindDays: read.LETHE_TICKETS_REMIND_DAYS,
  };
};
