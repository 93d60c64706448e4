import { describe, expect, it } from "vitest";
import { sharedRuns } from "./shared-runs";

/** Work that ends when it is told to; each run answers its own number. */
const heldWork = () => {
  const ends: (() => void)[] = [];
  const signals: (AbortSignal | undefined)[] = [];
  const work = async (signal?: AbortSignal): Promise<string> => {
    const place = signals.push(signal);
    await new Promise<void>((resolve, reject) => {
      ends.push(resolve);
      signal?.addEventListener("abort", () => reject(signal.reason as Error));
    });
    if (place === 3) throw new Error("unlucky");
    return `answer ${place}`;
  };
  return { work, signals, end: (place: number) => ends[place - 1]?.() };
};

describe("sharedRuns", () => {
  it("answers by a run that started after the question, and one for all who wait for it", async () => {
    const ask = sharedRuns<string>();
    const { work, signals, end } = heldWork();
    const first = ask("users", work);
    const others = [ask("users", work), ask("users", work)];
    expect(signals).toHaveLength(1);
    end(1);
    expect(await first).toBe("answer 1");
    await expect.poll(() => signals).toHaveLength(2);
    const late = ask("users", work);
    end(2);
    expect(await Promise.all(others)).toEqual(["answer 2", "answer 2"]);
    await expect.poll(() => signals).toHaveLength(3);
    end(3);
    await expect(late).rejects.toThrow("unlucky");
    const afterwards = ask("users", work);
    end(4);
    expect(await afterwards).toBe("answer 4");
  });

  it("keeps other questions apart", async () => {
    const ask = sharedRuns<string>();
    const { work, end } = heldWork();
    const answers = [ask("users", work), ask("agents", work)];
    end(1);
    end(2);
    expect(await Promise.all(answers)).toEqual(["answer 1", "answer 2"]);
  });

  it("goes on for those who still wait, and gives up once nobody does", async () => {
    const ask = sharedRuns<string>();
    const { work, signals, end } = heldWork();
    const given = new AbortController();
    const first = ask("users", work, given.signal);
    const [leaving, staying, gone] = [new AbortController(), new AbortController(), new AbortController()];
    const next = [leaving, staying, gone].map(({ signal }) => ask("users", work, signal));
    given.abort(new Error("left"));
    await expect(first).rejects.toThrow("left");
    expect(signals[0]?.aborted).toBe(true);
    gone.abort(new Error("gone before it began"));
    await expect(next[2]).rejects.toThrow("gone before it began");
    await expect.poll(() => signals).toHaveLength(2);
    leaving.abort(new Error("left as well"));
    await expect(next[0]).rejects.toThrow("left as well");
    expect(signals[1]?.aborted).toBe(false);
    end(2);
    expect(await next[1]).toBe("answer 2");
  });

  it("gives no signal where one of those who wait cannot stop waiting", async () => {
    const ask = sharedRuns<string>();
    const { work, signals, end } = heldWork();
    const first = ask("users", work);
    expect(signals).toEqual([undefined]);
    end(1);
    expect(await first).toBe("answer 1");
  });
});
