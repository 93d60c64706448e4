import { describe, expect, it } from "vitest";
import { copiesBefore, type Copies } from "@/lib/deletions/copies";
import type { ProfileLook } from "@/lib/stores/profile";
import { copiesPause, reviewsMax } from "./review-schedule";

const finishedAt = new Date("2026-09-01T12:00:00Z");
const after = (minutes: number) => new Date(finishedAt.getTime() + minutes * 60_000);
const look = (state: ProfileLook["state"]): ProfileLook => ({ state, fieldCount: 0, builtAt: null });
const copiesWith = (
  outcome: Copies["places"][number]["outcome"],
  before: ProfileLook,
  now: ProfileLook | null,
): Copies => ({
  lookedAt: finishedAt.toISOString(),
  removedAt: null,
  places: [{ place: "profile", outcome, count: 0, removedCount: 0, profiles: [{ before, now }] }],
});
const pause = (copies: Copies | null, minutes: number, reviewCount = 0) =>
  copiesPause({ copies, finishedAt, reviewCount }, after(minutes));

describe("when profiles are looked at again", () => {
  const gone = copiesWith("none", look("says"), look("empty"));

  it("is an hour and a day after the end, where there was one", () => {
    expect(pause(gone, 0)).toBe(3600);
    expect(pause(gone, 60)).toBe(23 * 3600);
    expect(pause(gone, 24 * 60)).toBeNull();
  });

  it("is counted from the last removal", () => {
    const removedAt = after(600).toISOString();
    expect(pause({ ...gone, removedAt }, 600)).toBe(3600);
  });

  it("is soon, and ever more seldom, where Mem0 does not say yet", () => {
    const stuck = copiesWith("unclear", look("says"), look("pending"));
    expect(pause(stuck, 0)).toBe(5);
    expect(pause(stuck, 1, 4)).toBe(40);
    expect(pause(stuck, 1, reviewsMax)).toBeNull();
    expect(pause(copiesBefore(finishedAt, [look("says")]), 0)).toBe(5);
  });

  it("is never where there are no profiles", () => {
    expect(pause(copiesWith("none", look("off"), look("off")), 0)).toBeNull();
    expect(pause(null, 0)).toBeNull();
  });
});
