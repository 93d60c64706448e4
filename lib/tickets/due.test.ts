import { describe, expect, it } from "vitest";
import { dayWords, dueOf, dueWords } from "./due";

const open = { state: "open", acknowledgeDueOn: null, acknowledgedOn: null } as const;

describe("what a ticket has to come to next", () => {
  it.each([
    ["2026-11-28", "2026-12-09", "11 days left", "later"],
    ["2026-12-01", "2026-12-09", "8 days left", "later"],
    ["2026-12-02", "2026-12-09", "7 days left", "soon"],
    ["2026-12-06", "2026-12-09", "3 days left", "soon"],
    ["2026-12-07", "2026-12-09", "2 days left", "now"],
    ["2026-12-08", "2026-12-09", "1 day left", "now"],
    ["2026-12-09", "2026-12-09", "Due today", "now"],
    ["2026-12-10", "2026-12-09", "1 day overdue", "overdue"],
    // Over a change of summer time.
    ["2026-03-28", "2026-04-30", "33 days left", "later"],
  ])("on %s, due on %s: %s", (today, dueOn, words, urgency) => {
    const due = dueOf({ ...open, today, dueOn });
    expect(due).toMatchObject({ what: "answer", on: dueOn, urgency });
    expect(due === null ? null : dueWords(due)).toBe(words);
  });

  it("is to acknowledge it first, and nothing once it is answered or without a clock", () => {
    const ccpa = { ...open, today: "2026-03-03", dueOn: "2026-04-16", acknowledgeDueOn: "2026-03-16" };
    expect(dueOf(ccpa)).toMatchObject({ what: "acknowledge", on: "2026-03-16", daysLeft: 13 });
    expect(dueOf({ ...ccpa, acknowledgedOn: "2026-03-03" })).toMatchObject({ what: "answer", daysLeft: 44 });
    expect(dueOf({ ...ccpa, state: "denied" })).toBeNull();
    expect(dueOf({ ...open, today: "2026-03-03", dueOn: null })).toBeNull();
  });

  it("is the answer once that is overdue, with the acknowledgement that is overdue, too", () => {
    const late = { ...open, today: "2026-04-20", dueOn: "2026-04-16", acknowledgeDueOn: "2026-03-16" };
    expect(dueOf(late)).toMatchObject({
      what: "answer",
      daysLeft: -4,
      urgency: "overdue",
      acknowledgeOverdueOn: "2026-03-16",
    });
    expect(dueOf({ ...late, acknowledgedOn: "2026-04-18" })).toMatchObject({ acknowledgeOverdueOn: null });
    expect(dueOf({ ...late, today: "2026-04-16" })).toMatchObject({
      what: "acknowledge",
      daysLeft: -31,
      acknowledgeOverdueOn: null,
    });
  });

  it("is said with a day that is the same everywhere", () => {
    expect(dayWords("2026-12-09")).toBe("9 Dec 2026");
  });
});
