import { expect, it } from "vitest";
import { storeErrorWords } from "./store-error";

it("says what makes an address acceptable: it is refused when private, and when public without TLS", () => {
  const words = storeErrorWords("address_refused");
  expect(words).toContain("https://");
  expect(words).toContain("LETHE_ALLOW_PRIVATE_STORES=on");
});
