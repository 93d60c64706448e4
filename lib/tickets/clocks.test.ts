import { describe, expect, it } from "vitest";
import { clocksOf, dayAfter, dayIn, daysBetween } from "./clocks";
import type { Law } from "./types";

const clocks = (law: Law, receivedOn: string, typedDueOn: string | null = null) =>
  clocksOf({ law, receivedOn, typedDueOn });

describe("the clock of the GDPR", () => {
  it.each([
    // received, answered by, with notice by
    ["2026-11-09", "2026-12-09", "2027-02-09"],
    ["2026-01-31", "2026-02-28", "2026-04-30"],
    ["2024-01-31", "2024-02-29", "2024-04-30"],
    ["2024-01-30", "2024-02-29", "2024-04-30"],
    ["2024-02-29", "2024-03-29", "2024-05-29"],
    ["2026-02-28", "2026-03-28", "2026-05-28"],
    ["2026-03-31", "2026-04-30", "2026-06-30"],
    ["2026-05-31", "2026-06-30", "2026-08-31"],
    ["2026-11-30", "2026-12-30", "2027-02-28"],
    ["2027-11-30", "2027-12-30", "2028-02-29"],
    ["2026-12-31", "2027-01-31", "2027-03-31"],
    // A Saturday, a Sunday and Christmas: never rolled later.
    ["2026-09-10", "2026-10-10", "2026-12-10"],
    ["2026-10-11", "2026-11-11", "2027-01-11"],
    ["2026-11-25", "2026-12-25", "2027-02-25"],
  ])("%s: a month is %s, three are %s", (receivedOn, dueOn, extendedDueOn) => {
    expect(clocks("gdpr", receivedOn)).toEqual({
      acknowledgeDueOn: null,
      dueOn,
      extendableUntil: dueOn,
      extendedDueOn,
    });
  });
});

describe("the clocks of the CCPA", () => {
  it.each([
    // received, acknowledged by, answered by, with notice by
    ["2026-03-02", "2026-03-16", "2026-04-16", "2026-05-31"],
    // Received at a weekend.
    ["2026-03-07", "2026-03-20", "2026-04-21", "2026-06-05"],
    // Thanksgiving; then Christmas and New Year's Day.
    ["2026-11-20", "2026-12-07", "2027-01-04", "2027-02-18"],
    ["2026-12-21", "2027-01-06", "2027-02-04", "2027-03-21"],
    // Juneteenth and the fourth of July, a Saturday, observed the day before.
    ["2026-06-18", "2026-07-06", "2026-08-02", "2026-09-16"],
    // New Year's Day of 2028, a Saturday, is observed in 2027.
    ["2027-12-20", "2028-01-05", "2028-02-03", "2028-03-19"],
    // The fourth of July 2027, a Sunday, observed the day after.
    ["2027-06-21", "2027-07-06", "2027-08-05", "2027-09-19"],
    // Martin Luther King's birthday; a leap day.
    ["2028-01-10", "2028-01-25", "2028-02-24", "2028-04-09"],
    ["2028-02-01", "2028-02-15", "2028-03-17", "2028-05-01"],
  ])(
    "%s: acknowledged by %s, answered by %s, or %s",
    (receivedOn, acknowledgeDueOn, dueOn, extendedDueOn) => {
      expect(clocks("ccpa", receivedOn)).toEqual({
        acknowledgeDueOn,
        dueOn,
        extendableUntil: dueOn,
        extendedDueOn,
      });
    },
  );

  // https://www.opm.gov/policy-data-oversight/pay-leave/federal-holidays/
  it.each([
    [2026, "01-01 01-19 02-16 05-25 06-19 07-03 09-07 10-12 11-11 11-26 12-25"],
    [2027, "01-01 01-18 02-15 05-31 06-18 07-05 09-06 10-11 11-11 11-25 12-24 12-31"],
    [2028, "01-17 02-21 05-29 06-19 07-04 09-04 10-09 11-10 11-23 12-25"],
  ])("skip the federal holidays of %s", (year, holidays) => {
    // A day is skipped when what is received the day before is acknowledged no earlier than what is received on it.
    const isSkipped = (day: string) =>
      clocks("ccpa", dayAfter(day, -1)).acknowledgeDueOn === clocks("ccpa", day).acknowledgeDueOn;
    const skipped: string[] = [];
    for (let day = `${year}-01-01`; day.startsWith(String(year)); day = dayAfter(day, 1)) {
      const isWeekend = [0, 6].includes(new Date(`${day}T12:00:00Z`).getUTCDay());
      if (!isWeekend && isSkipped(day)) skipped.push(day.slice(5));
    }
    expect(skipped.join(" ")).toBe(holidays);
  });
});

describe("other clocks", () => {
  it("have the day that was typed, or none", () => {
    const none = { acknowledgeDueOn: null, dueOn: null, extendableUntil: null, extendedDueOn: null };
    expect(clocks("other", "2026-01-31")).toEqual(none);
    expect(clocks("own_policy", "2026-01-31", "2026-03-01")).toEqual({ ...none, dueOn: "2026-03-01" });
    expect(clocks("gdpr", "2026-01-15", "2027-01-01").dueOn).toBe("2026-02-15");
  });
});

describe("days", () => {
  it.each([
    ["Europe/Berlin", "2026-11-29T22:59:59Z", "2026-11-29"],
    ["Europe/Berlin", "2026-11-29T23:00:00Z", "2026-11-30"],
    // The night in which the clocks go forward.
    ["Europe/Berlin", "2026-03-28T23:30:00Z", "2026-03-29"],
    ["Europe/Berlin", "2026-03-29T21:59:59Z", "2026-03-29"],
    ["America/Los_Angeles", "2026-11-30T07:59:59Z", "2026-11-29"],
    ["Pacific/Kiritimati", "2026-11-29T10:00:00Z", "2026-11-30"],
    ["UTC", "2026-11-29T23:59:59Z", "2026-11-29"],
  ])("in %s at %s it is %s", (timeZone, at, day) => {
    expect(dayIn(timeZone, new Date(at))).toBe(day);
  });

  it.each([
    ["2026-11-28", "2026-12-09", 11],
    ["2026-12-09", "2026-12-09", 0],
    ["2026-12-10", "2026-12-09", -1],
    ["2024-02-28", "2024-03-01", 2],
    // Over both changes of summer time.
    ["2026-03-01", "2026-11-30", 274],
  ])("from %s to %s are %i", (from, to, days) => {
    expect(daysBetween(from, to)).toBe(days);
  });
});
