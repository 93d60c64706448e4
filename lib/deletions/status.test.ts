import { expect, it } from "vitest";
import { canBecome, deletionStatuses, isFinished } from "./status";

it("lets a deletion go only where it may", () => {
  const table = deletionStatuses.map((from) =>
    `${from}: ${deletionStatuses.filter((to) => canBecome(from, to)).join(" ")}`.trim(),
  );
  expect(table).toEqual([
    "queued: running paused failed cancelled",
    "running: waiting paused verifying completed partial failed cancelled",
    "waiting: queued cancelled",
    "paused: queued cancelled",
    "verifying: completed partial failed",
    "completed:",
    "partial: completed",
    "failed: completed partial",
    "cancelled:",
  ]);
  expect(deletionStatuses.filter(isFinished)).toEqual(["completed", "partial", "failed", "cancelled"]);
});
