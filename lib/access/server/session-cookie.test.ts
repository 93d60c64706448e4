import { afterEach, expect, it, vi } from "vitest";

afterEach(() => {
  vi.unstubAllEnvs();
  vi.resetModules();
});

it.each([
  ["http://localhost:3000", "lethe.session", false],
  ["https://lethe.example.com", "__Host-lethe.session", true],
])("of %s is %s (ASVS 3.4.1–3.4.5)", async (url, name, secure) => {
  vi.stubEnv("DATABASE_URL", "postgres://unused");
  vi.stubEnv("LETHE_SECRET", "for tests only, and more than 32 characters");
  vi.stubEnv("NEXTAUTH_URL", url);
  const { sessionCookie } = await import("./session-cookie");
  expect(sessionCookie()).toEqual({
    name,
    options: { httpOnly: true, sameSite: "lax", path: "/", secure },
  });
});
