import { expect, it } from "vitest";
import { storeNameSchema } from "./schema";

it("takes a name that is seen whole, and typed as it looks", () => {
  expect(storeNameSchema.parse("  Acme\u00a0 (EU) ")).toBe("Acme (EU)");
  expect(storeNameSchema.parse("東京\u3000店")).toBe("東京 店");
  for (const name of ["", "\u3164", "Ac\u200dme", "Acme\u{e0041}", "Ac\u2800me", "two\nlines", "\u202eemcA"])
    expect([name, storeNameSchema.safeParse(name).success]).toEqual([name, false]);
});

it("takes no name that looks like the built-in store's", () => {
  for (const name of [
    "built-in store",
    "Built-in\u00a0store",
    "Built-in  store",
    "Built\u2011in store",
    "Ｂuilt-in\u2003store",
  ])
    expect(storeNameSchema.safeParse(name).error?.issues[0]?.message).toBe(
      "This is the built-in store's name.",
    );
});
