import { expect, test } from "vitest";
import { makeLagClock } from "./lag-clock";

const clockAt = () => {
  let nowMs = 1_000_000;
  const lag = makeLagClock(() => nowMs);
  return {
    wait: (ms: number) => (nowMs += ms),
    behind: (ahead: number, replayed: number, replayedAgoMs: number | null = null) =>
      lag.behindMs({ ahead: BigInt(ahead), replayed: BigInt(replayed), replayedAgoMs }),
  };
};

test("who has everything is not behind", () => {
  const { behind } = clockAt();
  expect(behind(100, 100, 3_600_000)).toBe(0);
  expect(behind(100, 120)).toBe(0);
});

test("who lacks something is behind since the primary was seen where the replica is", () => {
  const { behind, wait } = clockAt();
  behind(100, 100);
  wait(1_000);
  behind(200, 100);
  wait(4_000);
  expect(behind(300, 100)).toBe(5_000);
  // It has replayed what the primary had four seconds ago.
  expect(behind(300, 200)).toBe(4_000);
});

test("after a quiet hour what is new does not make it an hour", () => {
  const { behind, wait } = clockAt();
  behind(100, 100);
  wait(3_600_000);
  behind(100, 100, 3_600_000);
  wait(300);
  expect(behind(140, 100, 3_600_300)).toBe(300);
});

test("when nothing is remembered, the log says", () => {
  const { behind } = clockAt();
  expect(behind(500, 100, 42_000)).toBe(42_000);
});

test("another primary begins anew", () => {
  const { behind, wait } = clockAt();
  behind(9_000, 9_000);
  wait(1_000);
  behind(100, 100);
  wait(2_000);
  expect(behind(200, 100)).toBe(2_000);
});
