import { eq } from "drizzle-orm";
import { expect, it } from "vitest";
import { securityEvents } from "@/drizzle/schema/security";
import { useTestDatabase } from "@/testing/test-database";
import { takeLinkAttempt } from "./take-link-attempt";

const { database, context } = useTestDatabase();

it("links are opened sixty times in a quarter of an hour from one address, and from others still (ASVS 11.1.4)", async () => {
  const from = (address: string) => takeLinkAttempt({ ...context(), address });
  const answers = await Promise.allSettled(Array.from({ length: 80 }, () => from("10.0.0.1")));
  expect(answers.filter(({ status }) => status === "fulfilled")).toHaveLength(60);
  await expect(from("10.0.0.1")).rejects.toMatchObject({ code: "too_many_attempts" });
  await from("10.0.0.2");
  const noted = () => database().select().from(securityEvents).where(eq(securityEvents.kind, "limit_hit"));
  await expect
    .poll(async () => (await noted()).at(0))
    .toMatchObject({ address: "10.0.0.1", detail: { limit: "member-links" } });
});
