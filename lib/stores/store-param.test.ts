import { describe, expect, it } from "vitest";
import { builtinStoreId } from "./store-ids";
import { storeIdSchema } from "./store-id-schema";
import { storeIdFrom, withStore } from "./store-param";

const acme = storeIdSchema.parse("acme");

describe("the store in an address", () => {
  it("is the built-in one when it is not named, and never when another is", () => {
    expect(storeIdFrom(null)).toBe(builtinStoreId);
    expect(storeIdFrom("acme")).toBe(acme);
    for (const odd of ["", "Acme", "a b", "a\u0000", "x".repeat(65)]) expect(storeIdFrom(odd)).toBeNull();
  });

  it("is added to what is there", () => {
    expect(withStore("/memories", builtinStoreId)).toBe("/memories");
    expect(withStore("/memories", acme)).toBe("/memories?store=acme");
    expect(withStore("/memories?q=owl", acme)).toBe("/memories?q=owl&store=acme");
  });
});
