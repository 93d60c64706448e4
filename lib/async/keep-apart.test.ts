import { setImmediate as soon } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import { keepApart } from "./keep-apart";

/** Runs work that ends when it is told to, and says what has begun. */
const workshop = (width: number) => {
  const apart = keepApart(width);
  const begun: string[] = [];
  const endings = new Map<string, { end: () => void; fail: (error: Error) => void }>();
  return {
    begun,
    start: (name: string, keys: string[] | null): Promise<unknown> =>
      apart(keys === null ? null : new Set(keys), () => {
        begun.push(name);
        return new Promise<void>((end, fail) => endings.set(name, { end, fail }));
      }),
    end: async (name: string) => {
      endings.get(name)?.end();
      await soon();
    },
    fail: async (name: string) => {
      endings.get(name)?.fail(new Error(name));
      await soon();
    },
  };
};

describe("keepApart", () => {
  it("begins what shares nothing with what is under way or was there first", async () => {
    const { begun, start, end } = workshop(3);
    void start("a", ["x"]);
    void start("b", ["x", "y"]);
    void start("c", ["y"]);
    void start("d", []);
    void start("e", ["z"]);
    void start("f", []);
    await soon();
    expect(begun).toEqual(["a", "d", "e"]);
    await end("d");
    expect(begun.slice(3)).toEqual(["f"]);
    await end("a");
    expect(begun.slice(4)).toEqual(["b"]);
    await end("b");
    expect(begun.slice(5)).toEqual(["c"]);
  });

  it("runs alone what has no keys, and lets nothing overtake it", async () => {
    const { begun, start, end } = workshop(3);
    void start("a", ["x"]);
    void start("alone", null);
    void start("b", ["y"]);
    await soon();
    expect(begun).toEqual(["a"]);
    await end("a");
    expect(begun).toEqual(["a", "alone"]);
    await end("alone");
    expect(begun).toEqual(["a", "alone", "b"]);
  });

  it("goes on after a failure, which is its caller's", async () => {
    const { begun, start, fail } = workshop(1);
    const failing = start("a", ["x"]);
    const refused = expect(failing).rejects.toThrow("a");
    void start("b", ["x"]);
    await soon();
    await fail("a");
    await refused;
    expect(begun).toEqual(["a", "b"]);
  });
});
