import { describe, expect, it } from "vitest";
import { ownAddress, refuseUnreadableAuth, unansweredAuth } from "./auth-routes";

describe("/api/auth", () => {
  it.each([
    ["GET", "csrf", null, null],
    ["GET", "session", null, null],
    ["POST", "callback/credentials", null, null],
    ["POST", "signout", null, null],
    ["GET", "callback/credentials", 405, 405],
    ["POST", "session", 405, 405],
    ["GET", "signout", 405, 405],
    ["POST", "csrf", 405, 405],
    ["GET", "callback/oidc", 404, null],
    ["POST", "signin/oidc", 404, null],
    ["GET", "verify-request", 404, 404],
    ["GET", "callback", 404, 404],
    ["POST", "signin/credentials", 404, 404],
    ["POST", "callback/credentials/more", 404, 404],
  ] as const)("%s %s is answered, or refused", (method, path, alone, withProvider) => {
    expect(unansweredAuth(method, path, { hasProvider: false })).toBe(alone);
    expect(unansweredAuth(method, path, { hasProvider: true })).toBe(withProvider);
  });

  it("leads back to this site alone, whatever is asked for", () => {
    const baseUrl = "http://localhost:3000";
    for (const url of [
      "https://host.example/x",
      "//host.example",
      "javascript:alert(1)",
      "http://[",
      7,
      null,
      "",
    ])
      expect(new URL(ownAddress({ url, baseUrl })).origin).toBe(baseUrl);
    expect(ownAddress({ url: "/history?a=1", baseUrl })).toBe("http://localhost:3000/history?a=1");
  });

  it("refuses what cannot be an address or a code", () => {
    const refused = { error: null, callbackUrls: [] };
    refuseUnreadableAuth({ error: "Callback", callbackUrls: ["/history", "https://host.example", ""] });
    for (const each of [
      { error: "\r\nx" },
      { error: "é" },
      { callbackUrls: ["::"] },
      { callbackUrls: ["ftp://x"] },
    ])
      expect(() => refuseUnreadableAuth({ ...refused, ...each })).toThrow(
        expect.objectContaining({ code: "invalid_input" }) as Error,
      );
  });
});
