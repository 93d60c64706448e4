import { describe, expect, it } from "vitest";
import { storeIdSchema } from "../store-id-schema";
import { sealCredentials, unsealCredentials, type SealSubject } from "./seal-credentials";

const secret = "a secret for tests only, of more than 32 characters";
const subject: SealSubject = {
  id: storeIdSchema.parse("acme"),
  kind: "mem0-platform",
  url: "https://api.mem0.ai",
};
const credentials = { apiKey: "m0-ключ 🔑" };
const sealed = () => sealCredentials(secret, subject, credentials);

describe("sealed credentials (ASVS 2.10.1–2.10.4, ASVS 6.2.1–6.2.6)", () => {
  it("open again, for the same store at the same address", () => {
    expect(unsealCredentials(secret, subject, sealed())).toEqual(credentials);
  });

  it("look different each time, and show nothing of what they are", () => {
    const [first, second] = [sealed(), sealed()];
    expect(first.equals(second)).toBe(false);
    expect(first.includes("apiKey")).toBe(false);
  });

  it("do not open when any byte was changed, or the end is missing", () => {
    const whole = sealed();
    for (let at = 0; at < whole.length; at++) {
      const changed = Buffer.from(whole);
      changed[at] = (changed[at] ?? 0) ^ 1;
      const code = at === 0 ? "unknown_version" : at <= 8 ? "other_secret" : "altered";
      expect(() => unsealCredentials(secret, subject, changed)).toThrow(expect.objectContaining({ code }));
    }
    for (const length of [0, 10, 36, whole.length - 1]) {
      expect(() => unsealCredentials(secret, subject, whole.subarray(0, length))).toThrow(
        expect.objectContaining({ name: "SealError" }),
      );
    }
  });

  it("say that the secret is another one", () => {
    expect(() => unsealCredentials(`${secret}.`, subject, sealed())).toThrow(
      "This was sealed under another LETHE_SECRET.",
    );
  });

  it.each([
    ["another store's row", { ...subject, id: storeIdSchema.parse("other") }],
    ["a store of another kind", { ...subject, kind: "mem0-oss" as const }],
    ["another address, which would be sent the key", { ...subject, url: "https://evil.example.com" }],
  ])("do not open in %s", (_where, other) => {
    expect(() => unsealCredentials(secret, other, sealed())).toThrow(
      "What was sealed, or what it belongs to, was changed outside Lethe.",
    );
  });
});
