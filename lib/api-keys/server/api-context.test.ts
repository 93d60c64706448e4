import { beforeAll, afterAll, describe, expect, it, vi } from "vitest";
import { serverDatabase } from "@/lib/database/server/server-database";
import { useTestDatabase } from "@/testing/test-database";
import { apiContext } from "./api-context";
import { createApiKey } from "./create-api-key";

const test = useTestDatabase();
const secret = "a secret for tests only, of more than 32 characters";

beforeAll(() => {
  vi.stubEnv("DATABASE_URL", test.url());
  vi.stubEnv("LETHE_SECRET", secret);
  vi.stubEnv("LETHE_API_REQUESTS_PER_MINUTE", "5");
  vi.stubEnv("LOG_LEVEL", "silent");
});
afterAll(async () => {
  await serverDatabase().$client.end();
  vi.unstubAllEnvs();
});

describe("apiContext", () => {
  it("is the context of the key's role, within the server's limit", async () => {
    const { key, apiKey } = await createApiKey(test.context(), { name: "Support bot", role: "viewer" });
    const request = () =>
      new Request("http://localhost/v1/ping/", { headers: { authorization: `Token ${key}` } });
    const ctx = await apiContext(request(), "memories:read");
    expect(ctx.actor).toEqual({ kind: "api-key", id: apiKey.id, label: "Support bot", role: "viewer" });
    expect(ctx.secret).toBe(secret);
    await expect(apiContext(request(), "memories:delete")).rejects.toMatchObject({ code: "not_permitted" });
    for (let count = 2; count < 5; count++) await apiContext(request(), "memories:read");
    await expect(apiContext(request(), "memories:read")).rejects.toMatchObject({ code: "too_many_attempts" });
  });

  it("is nobody's without a key", async () => {
    await expect(apiContext(new Request("http://localhost/"), "memories:read")).rejects.toMatchObject({
      code: "not_signed_in",
    });
  });
});
