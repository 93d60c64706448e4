import { describe, expect, it } from "vitest";
import { cronOf, plainScheduleOf, scheduleWords } from "./plain-schedule";
import { afterDue, missedCountMax, nextTime, nextTimes, scheduleProblem } from "./schedule";

const at = (text: string) => new Date(text);
const iso = (times: (Date | null)[]) => times.map((time) => time?.toISOString());

describe("a schedule", () => {
  it.each([
    // The clocks go from 2:00 to 3:00 on 29 March: the run is at the first instant after the gap.
    ["Europe/Berlin", "30 2 * * *", "2026-03-27T12:00:00Z", ["03-28T01:30", "03-29T01:00", "03-30T00:30"]],
    // 2:30 comes twice on 25 October: the first one.
    ["Europe/Berlin", "30 2 * * *", "2026-10-23T12:00:00Z", ["10-24T00:30", "10-25T00:30", "10-26T01:30"]],
    ["America/New_York", "30 2 * * *", "2026-03-06T12:00:00Z", ["03-07T07:30", "03-08T07:00", "03-09T06:30"]],
    ["America/New_York", "30 1 * * *", "2026-10-30T12:00:00Z", ["10-31T05:30", "11-01T05:30", "11-02T06:30"]],
    // By half an hour.
    [
      "Australia/Lord_Howe",
      "15 2 * * *",
      "2026-10-02T00:00:00Z",
      ["10-02T15:45", "10-03T15:30", "10-04T15:15"],
    ],
    [
      "Australia/Lord_Howe",
      "45 1 * * *",
      "2026-04-03T00:00:00Z",
      ["04-03T14:45", "04-04T14:45", "04-05T15:15"],
    ],
  ])(
    "in %s, %s from %s, comes once a day over a change of the clocks",
    (timeZone, schedule, from, expected) => {
      expect(iso(nextTimes({ schedule, timeZone }, at(from), 3))).toEqual(
        expected.map((time) => `2026-${time}:00.000Z`),
      );
    },
  );

  it("comes every hour through the hour that comes twice", () => {
    const hourly = { schedule: "0 * * * *", timeZone: "Europe/Berlin" };
    expect(iso(nextTimes(hourly, at("2026-10-24T22:30:00Z"), 4))).toEqual([
      "2026-10-24T23:00:00.000Z",
      "2026-10-25T00:00:00.000Z",
      "2026-10-25T01:00:00.000Z",
      "2026-10-25T02:00:00.000Z",
    ]);
  });

  it("that was missed is one run, and the next one is where it always was", () => {
    const daily = { schedule: "0 3 * * *", timeZone: "UTC" };
    const dueAt = at("2026-05-01T03:00:00Z");
    expect(afterDue(daily, { dueAt, now: at("2026-05-01T03:00:09Z") })).toEqual({
      missedCount: 0,
      nextAt: at("2026-05-02T03:00:00Z"),
    });
    // Off for three days.
    expect(afterDue(daily, { dueAt, now: at("2026-05-04T11:17:00Z") })).toEqual({
      missedCount: 3,
      nextAt: at("2026-05-05T03:00:00Z"),
    });
    expect(afterDue({ ...daily, schedule: "0 * * * *" }, { dueAt, now: at("2027-05-01T03:00:00Z") })).toEqual(
      {
        missedCount: missedCountMax,
        nextAt: at("2027-05-01T04:00:00Z"),
      },
    );
  });

  it("does not drift, however late each run is", () => {
    const daily = { schedule: "30 2 * * *", timeZone: "America/New_York" };
    let dueAt = nextTime(daily, at("2026-01-01T00:00:00Z"));
    const times: string[] = [];
    for (let day = 0; day < 365 && dueAt !== null; day++) {
      times.push(dueAt.toISOString());
      // Each run is noticed up to five hours late.
      const now = new Date(dueAt.getTime() + ((day * 7_919) % 18_000) * 1000);
      dueAt = afterDue(daily, { dueAt, now }).nextAt;
    }
    expect(times).toEqual(iso(nextTimes(daily, at("2026-01-01T00:00:00Z"), 365)));
    expect(new Set(times).size).toBe(365);
  });

  it.each([
    ["61 * * * *", "UTC", /cannot be read/],
    ["0 3 * * * *", "UTC", /five fields/],
    ["every night", "UTC", /cannot be read/],
    ["0 0 30 2 *", "UTC", /never comes/],
    ["*/10 * * * *", "UTC", /once an hour/],
    ["0 3 * * *", "Mars/Olympus", /time zone/],
  ])("is refused in a sentence: %s, %s", (schedule, timeZone, words) => {
    expect(scheduleProblem({ schedule, timeZone }, at("2026-05-01T00:00:00Z"))).toMatch(words);
  });

  it("every hour is not refused for the hour that comes twice", () => {
    const hourly = { schedule: "0 * * * *", timeZone: "Europe/Berlin" };
    expect(scheduleProblem(hourly, at("2026-10-24T00:00:00Z"))).toBeNull();
    expect(scheduleProblem(hourly, at("2026-03-28T00:00:00Z"))).toBeNull();
  });

  it.each([
    ["0 3 * * *", "every day at 03:00 (UTC)"],
    ["5 22 * * 7", "every Sunday at 22:05 (UTC)"],
    ["0 3 1 * *", "on day 1 of every month at 03:00 (UTC)"],
    ["0 3 1-7 * 1", "by the schedule 0 3 1-7 * 1 (UTC)"],
  ])("has words: %s", (schedule, words) => {
    expect(scheduleWords({ schedule, timeZone: "UTC" })).toBe(words);
    const plain = plainScheduleOf(schedule);
    if (plain !== null) expect(plainScheduleOf(cronOf(plain))).toEqual(plain);
  });
});
