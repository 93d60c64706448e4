import { describe, expect, it } from "vitest";
import { nextLook, retriedLook } from "./look-schedule";

describe("the next look", () => {
  const minutes = [60, 24 * 60, 30 * 24 * 60];
  const since = new Date("2026-03-01T10:00:00Z");
  const after = (lookCount: number, now: string) => ({ since, lookCount, now: new Date(now) });

  it.each([
    [0, "2026-03-01T11:00:05Z", 1, "2026-03-02T10:00:00.000Z"],
    [1, "2026-03-02T10:01:00Z", 2, "2026-03-31T10:00:00.000Z"],
    [2, "2026-03-31T10:01:00Z", 3, null],
    // Lethe did not run for days, or for months.
    [0, "2026-03-05T10:00:00Z", 2, "2026-03-31T10:00:00.000Z"],
    [0, "2026-06-01T10:00:00Z", 3, null],
  ])("after number %d at %s", (lookCount, now, count, at) => {
    const next = nextLook(minutes, after(lookCount, now));
    expect([next.lookCount, next.lookAt?.toISOString() ?? null]).toEqual([count, at]);
  });

  it.each([
    [0, "2026-03-01T11:00:05Z", 0, "2026-03-01T12:00:05.000Z"],
    [0, "2026-03-02T09:30:00Z", 1, "2026-03-02T10:00:00.000Z"],
    [2, "2026-04-30T10:00:00Z", 2, "2026-04-30T11:00:00.000Z"],
  ])("when a store did not answer number %d at %s", (lookCount, now, count, at) => {
    const next = retriedLook(minutes, after(lookCount, now));
    expect([next.lookCount, next.lookAt.toISOString()]).toEqual([count, at]);
  });
});
