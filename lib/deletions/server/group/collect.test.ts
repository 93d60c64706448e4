import { describe, expect, it } from "vitest";
import { collectorOf } from "./collect";

/** Work that ends when it is told to, and what it was given. */
const heldWork = () => {
  const groups: number[][] = [];
  const ends: (() => void)[] = [];
  const work = async (items: number[]): Promise<string[]> => {
    groups.push(items);
    await new Promise<void>((resolve) => ends.push(resolve));
    if (items.includes(13)) throw new Error("unlucky");
    return items.map((item) => `done ${item}`);
  };
  return { groups, work, end: (place: number) => ends[place]?.() };
};

describe("collectorOf", () => {
  it("works at once on what has nothing to wait for, and gathers the rest", async () => {
    const { groups, work, end } = heldWork();
    const collect = collectorOf(work, { sizeMax: 3, atOnce: 2 });
    const all = [1, 2, 3, 4, 5, 6].map(collect);
    expect(groups).toEqual([[1], [2]]);
    end(0);
    expect(await all[0]).toBe("done 1");
    expect(groups).toEqual([[1], [2], [3, 4, 5]]);
    end(1);
    end(2);
    expect(await Promise.all(all.slice(1, 5))).toEqual(["done 2", "done 3", "done 4", "done 5"]);
    expect(groups.at(-1)).toEqual([6]);
    end(3);
    expect(await all[5]).toBe("done 6");
    const later = collect(7);
    expect(groups.at(-1)).toEqual([7]);
    end(4);
    expect(await later).toBe("done 7");
  });

  it("goes on after a group that failed", async () => {
    const { work, end } = heldWork();
    const collect = collectorOf(work, { sizeMax: 9, atOnce: 1 });
    const [first, ...others] = [1, 13, 3].map(collect);
    end(0);
    expect(await first).toBe("done 1");
    const failed = others.map((each) => expect(each).rejects.toThrow("unlucky"));
    end(1);
    await Promise.all(failed);
    const next = collect(4);
    end(2);
    expect(await next).toBe("done 4");
  });
});
