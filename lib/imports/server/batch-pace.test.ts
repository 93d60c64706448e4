import { expect, it } from "vitest";
import { BatchPace } from "./batch-pace";

/** How many lines fill a batch. */
const linesOf = (pace: BatchPace): number => {
  for (let lines = 1; ; lines++) if (pace.isFull(lines, 0)) return lines;
};

it("begins small, grows on a fast database, and keeps each batch to about a second on a slow one", () => {
  const pace = new BatchPace();
  expect(linesOf(pace)).toBe(1000);
  pace.took(1000, 100_000, 40);
  expect(linesOf(pace)).toBe(4000);
  pace.took(4000, 400_000, 160);
  expect(linesOf(pace)).toBe(5000);
  pace.took(5000, 500_000, 5_000);
  expect(linesOf(pace)).toBe(1000);
  pace.took(1000, 100_000, 60_000);
  expect(linesOf(pace)).toBe(50);
});

it("is full of a few long texts as well", () => {
  expect(new BatchPace().isFull(1, 1024 * 1024)).toBe(true);
  expect(new BatchPace().isFull(1, 1024)).toBe(false);
});
