import { beforeEach, describe, expect, it, vi } from "vitest";

/** Next bundles a module several times over; a fresh registry of modules makes the same of it. */
const twice = async <Module>(load: () => Promise<Module>): Promise<[Module, Module]> => {
  const one = await load();
  vi.resetModules();
  return [one, await load()];
};

describe("what one bundle makes and another one asks after", () => {
  beforeEach(() => {
    vi.resetModules();
  });

  it("is an expected error in both", async () => {
    const [one, other] = await twice(() => import("./expected-error"));
    expect(one.ExpectedError).not.toBe(other.ExpectedError);
    expect(new one.ExpectedError("not_found", "Gone.")).toBeInstanceOf(other.ExpectedError);
    expect(new Error("Gone.")).not.toBeInstanceOf(other.ExpectedError);
  });

  it("is an expected error with its words in an answer of the other", async () => {
    const { StoreError } = await import("./store-error");
    const { ExpectedError } = await import("./expected-error");
    vi.resetModules();
    const { expectedErrorFrom } = await import("./server/failure");
    expect(expectedErrorFrom(new ExpectedError("not_found", "Gone."))?.code).toBe("not_found");
    expect(expectedErrorFrom(new StoreError("unreachable"))?.code).toBe("store_failed");
  });

  it("is the number that it was written as", async () => {
    const { parseExact } = await import("@/lib/json/parse-exact");
    const read = parseExact('{"order": 1161888007138312193}');
    vi.resetModules();
    const { writeExact } = await import("@/lib/json/write-exact");
    const { withExactValues } = await import("@/lib/json/scalar");
    const { sentScalar } = await import("@/lib/json/scalar-schema");
    expect(writeExact(read)).toBe('{"order":1161888007138312193}');
    expect(withExactValues(read)).toEqual({ order: { number: "1161888007138312193" } });
    expect(sentScalar.parse((read as { order: unknown }).order)).toEqual({ number: "1161888007138312193" });
  });
});
