import { describe, expect, it } from "vitest";
import { limitOf, usualOf } from "./guard";

describe("the most that a run takes by itself", () => {
  const guard = { countMax: 1_000, usualFactor: 3 };

  it("is the number alone while there are too few runs to know what is usual", () => {
    expect(usualOf([])).toBeNull();
    expect(usualOf([40, 0, 0, 60])).toBeNull();
    expect(limitOf(guard, null)).toBe(1_000);
  });

  it("is a multiple of the middle one of those of late, which one run out of line does not move", () => {
    expect(usualOf([50, 0, 900, 40])).toBe(50);
    expect(limitOf(guard, 50)).toBe(150);
    expect(usualOf([10, 10, 10, 10, 10, 10, 10, 10, 10, 10, 9_000, 9_000])).toBe(10);
  });

  it("is never above the number, and not below what is no surprise", () => {
    expect(limitOf(guard, 900)).toBe(1_000);
    expect(limitOf(guard, 2)).toBe(20);
    expect(limitOf({ ...guard, countMax: 5 }, 2)).toBe(5);
  });
});
