import { randomUUID } from "node:crypto";
import { eq } from "drizzle-orm";
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { memberActor } from "@/lib/access/types";
import { memberIdSchema } from "@/lib/access/member-id-schema";
import { requestsDigest } from "@/lib/errors/requests-digest";
import { securityEvents } from "@/drizzle/schema/security";
import { useTestDatabase } from "@/testing/test-database";
import { takeMemberRequest } from "./take-member-request";

const { database, context, url } = useTestDatabase();

// Read once, at the first request.
beforeAll(() => {
  vi.stubEnv("DATABASE_URL", url());
  vi.stubEnv("LETHE_SECRET", context().secret);
  vi.stubEnv("NEXTAUTH_URL", "http://localhost:3000");
  vi.stubEnv("LOG_LEVEL", "silent");
  vi.stubEnv("LETHE_MEMBER_REQUESTS_PER_MINUTE", "30");
});
afterAll(() => vi.unstubAllEnvs());

it("a member who asks too often is told when to go on, at once with many too; others are not (ASVS 11.1.4)", async () => {
  const newMember = () => {
    const id = memberIdSchema.parse(randomUUID());
    const actor = memberActor({ id, email: "m@example.com", role: "viewer" });
    return { ...context(), actor, address: "10.0.0.9" };
  };
  const busy = newMember();
  const answers = await Promise.allSettled(Array.from({ length: 50 }, () => takeMemberRequest(busy)));
  expect(answers.filter(({ status }) => status === "fulfilled")).toHaveLength(30);
  await expect(takeMemberRequest(busy)).rejects.toMatchObject({
    code: "too_many_attempts",
    digest: requestsDigest,
    values: { retryAfterSeconds: expect.any(Number) as number },
  });
  await takeMemberRequest(newMember());
  const noted = () => database().select().from(securityEvents).where(eq(securityEvents.kind, "limit_hit"));
  await expect
    .poll(async () => (await noted()).at(0))
    .toMatchObject({ actor: { id: busy.actor.id }, detail: { limit: "member-requests" } });
});
