import { expect, it } from "vitest";
import type { RetentionRule } from "@/lib/retention/types";
import { goesOnWords } from "./goes-on-words";

const rule = (part: Partial<RetentionRule>, schedule = "0 3 * * 0"): RetentionRule =>
  ({
    status: "on",
    nextRunAt: "2027-03-07T03:00:00.000Z",
    current: { schedule, timeZone: "UTC" },
    ...part,
  }) as RetentionRule;
const now = "2027-03-02T12:00:00.000Z";

it.each([
  // Found on Sunday the 28th, it has waited on Monday the 8th, and Sunday the 14th is the first run after that.
  [rule({}), "2027-03-08T01:00:00.000Z", "goes on Sun, 14 Mar 2027"],
  [rule({}), "2027-03-01T01:00:00.000Z", "goes on Sun, 7 Mar 2027"],
  [rule({}, "0 3 1 * *"), "2027-03-08T01:00:00.000Z", "goes on Thu, 1 Apr 2027"],
  [rule({ nextRunAt: "2027-03-02T12:00:00.000Z" }), now, "goes on Tue, 2 Mar 2027"],
  [rule({ status: "paused" }), "2027-03-08T01:00:00.000Z", "stays while the rule is not on"],
  [rule({ status: "draft" }), "2027-03-08T01:00:00.000Z", "stays while the rule is not on"],
])("a memory goes with the first run after it has waited (%#)", (given, dueAt, words) => {
  expect(goesOnWords(dueAt, given, now)).toBe(words);
});
