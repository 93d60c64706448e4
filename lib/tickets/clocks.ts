import { allForYear } from "@18f/us-federal-holidays";
import { Temporal } from "temporal-polyfill";
import type { Law } from "./types";

// Days are `YYYY-MM-DD`, and have no time and no zone: a day of 23 or 25 hours is a day.

/** The days that a law sets for a ticket; null where it sets none. */
export type Clocks = {
  acknowledgeDueOn: string | null;
  dueOn: string | null;
  /** The last day on which the person can be told that the answer takes longer, and until when it then can take. */
  extendableUntil: string | null;
  extendedDueOn: string | null;
};

const ccpaAcknowledgeBusinessDays = 10;
const ccpaAnswerDays = 45;

/**
 * GDPR, Art. 12(3): one calendar month from receipt, three with notice within the first; in a month without that day, its last
 * one. Never later for a weekend or a holiday. CCPA regulations, §7021: acknowledged in 10 business days, answered in 45 days, 90 with
 * notice. The day of receipt is not counted. Other laws and one's own policy have the day that was typed, or none.
 */
export const clocksOf = ({
  law,
  receivedOn,
  typedDueOn,
}: {
  law: Law;
  receivedOn: string;
  typedDueOn: string | null;
}): Clocks => {
  const received = Temporal.PlainDate.from(receivedOn);
  switch (law) {
    case "gdpr": {
      const dueOn = String(received.add({ months: 1 }, { overflow: "constrain" }));
      const extendedDueOn = String(received.add({ months: 3 }, { overflow: "constrain" }));
      return { acknowledgeDueOn: null, dueOn, extendableUntil: dueOn, extendedDueOn };
    }
    case "ccpa": {
      const dueOn = String(received.add({ days: ccpaAnswerDays }));
      return {
        acknowledgeDueOn: String(businessDaysAfter(received, ccpaAcknowledgeBusinessDays)),
        dueOn,
        extendableUntil: dueOn,
        extendedDueOn: String(received.add({ days: 2 * ccpaAnswerDays })),
      };
    }
    case "other":
    case "own_policy":
      return { acknowledgeDueOn: null, dueOn: typedDueOn, extendableUntil: null, extendedDueOn: null };
  }
};

/** What day it is in a zone (IANA) at an instant. */
export const dayIn = (timeZone: string, at: Date): string =>
  String(Temporal.Instant.fromEpochMilliseconds(at.getTime()).toZonedDateTimeISO(timeZone).toPlainDate());

/** How many days lie from one day to another; negative when that is earlier. */
export const daysBetween = (from: string, to: string): number =>
  Temporal.PlainDate.from(from).until(to, { largestUnit: "days" }).days;

/** The day so many days later, or earlier. */
export const dayAfter = (day: string, days: number): string =>
  String(Temporal.PlainDate.from(day).add({ days }));

const businessDaysAfter = (day: Temporal.PlainDate, count: number): Temporal.PlainDate => {
  let last = day;
  for (let left = count; left > 0;) {
    last = last.add({ days: 1 });
    if (isBusinessDay(last)) left--;
  }
  return last;
};

const saturday = 6;

/** Not a Saturday, Sunday or federal holiday of the United States (5 U.S.C. 6103), as observed. */
const isBusinessDay = (day: Temporal.PlainDate): boolean => {
  if (day.dayOfWeek >= saturday) return false;
  // New Year's Day of the next year can be observed on the last day of this one.
  const holidays = [...allForYear(day.year), ...allForYear(day.year + 1)];
  return !holidays.some(({ dateString }) => dateString === String(day));
};
