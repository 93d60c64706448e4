import { describe, expect, it } from "vitest";
import { failedAtProvider, ownAddress, refuseUnreadableAuth, unansweredAuth } from "./auth-routes";

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

  it("knows a way back from the provider that failed", () => {
    const at = (error: string) => `http://localhost:3000/api/auth/error?error=${error}`;
    expect(failedAtProvider("callback/oidc", at("OAuthCallback"))).toBe(true);
    expect(failedAtProvider("callback/oidc", at("Callback"))).toBe(true);
    // Recorded with its reason where it was refused.
    expect(failedAtProvider("callback/oidc", "/sign-in?error=email_domain")).toBe(false);
    expect(failedAtProvider("callback/oidc", "http://localhost:3000/history")).toBe(false);
    expect(failedAtProvider("callback/oidc", null)).toBe(false);
    expect(failedAtProvider("error", at("Callback"))).toBe(false);
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
