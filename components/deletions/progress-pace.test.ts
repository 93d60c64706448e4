import { expect, it } from "vitest";
import { paceWords, withSample, type ProgressSample } from "./progress-pace";

const second = 1000;

it("says the rate and the time left, and that both are about so", () => {
  const samples = [
    { at: 0, doneCount: 0 },
    { at: 2 * second, doneCount: 2_400 },
  ];
  expect(paceWords(samples, 6_000)).toBe("about 1,200 a second, about 3 s left");
  expect(paceWords(samples, 602_400)).toBe("about 1,200 a second, about 8 min 20 s left");
});

it("says nothing before it can know", () => {
  expect(paceWords([], 10)).toBeNull();
  expect(paceWords([{ at: 0, doneCount: 5 }], 10)).toBeNull();
  const tooSoon = [
    { at: 0, doneCount: 0 },
    { at: 200, doneCount: 5 },
  ];
  expect(paceWords(tooSoon, 10)).toBeNull();
  const stuck = [
    { at: 0, doneCount: 5 },
    { at: 5 * second, doneCount: 5 },
  ];
  expect(paceWords(stuck, 10)).toBeNull();
});

it("forgets what was long ago: the pace now is what counts", () => {
  let samples: readonly ProgressSample[] = [];
  for (let at = 0; at <= 60; at++) {
    const doneCount = at <= 40 ? at * 1000 : 40_000 + (at - 40) * 10;
    samples = withSample(samples, { at: at * second, doneCount });
  }
  expect(samples).toHaveLength(11);
  expect(paceWords(samples, 40_300)).toBe("about 10 a second, about 10 s left");
});
