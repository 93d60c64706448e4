import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { debounced } from "./debounced";

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

describe("debounced", () => {
  const counted = () => {
    const times: number[] = [];
    const start = performance.now();
    const work = () => Promise.resolve(void times.push(performance.now() - start));
    return { times, ...debounced({ quietMs: 1_000, waitMs: 4_000, work }) };
  };

  it("works once, when it has been quiet", async () => {
    const { times, poke } = counted();
    poke();
    await vi.advanceTimersByTimeAsync(900);
    poke();
    await vi.advanceTimersByTimeAsync(5_000);
    expect(times).toEqual([1_900]);
  });

  it("does not wait for ever where it is never quiet", async () => {
    const { times, poke } = counted();
    for (let at = 0; at <= 9_000; at += 500) {
      poke();
      await vi.advanceTimersByTimeAsync(500);
    }
    expect(times).toEqual([4_000, 8_000]);
  });

  it("does nothing after it was stopped", async () => {
    const { times, poke, stop } = counted();
    poke();
    await stop();
    poke();
    await vi.advanceTimersByTimeAsync(5_000);
    expect(times).toEqual([]);
  });
});
