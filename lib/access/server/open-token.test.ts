import { encode } from "next-auth/jwt";
import { afterEach, describe, expect, it, vi } from "vitest";
import { openToken } from "./open-token";

afterEach(() => vi.useRealTimers());

describe("openToken", () => {
  it("opens a token as often as it is shown, until it expires", async () => {
    const secret = "a secret of the session cookie";
    const token = await encode({ token: { sub: "ada" }, secret, maxAge: 60 });
    expect(await openToken({ token, secret })).toMatchObject({ sub: "ada" });
    expect(await openToken({ token, secret })).toMatchObject({ sub: "ada" });
    vi.useFakeTimers({ now: Date.now() + 90_000 });
    await expect(openToken({ token, secret })).rejects.toThrow(/exp/);
  });

  it("opens no token that another key has closed (ASVS 3.5.3)", async () => {
    const token = await encode({ token: { sub: "ada" }, secret: "another secret", maxAge: 60 });
    await expect(openToken({ token, secret: "a secret" })).rejects.toThrow();
  });
});
