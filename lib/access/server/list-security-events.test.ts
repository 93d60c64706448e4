import { describe, expect, it } from "vitest";
import { useTestDatabase } from "@/testing/test-database";
import { roles } from "@/lib/access/permissions";
import { securityEvents } from "@/drizzle/schema/security";
import { listSecurityEvents } from "./list-security-events";

const { database, context } = useTestDatabase();

describe("listSecurityEvents", () => {
  it("is for admins and auditors", async () => {
    for (const role of roles) {
      const asking = listSecurityEvents(context(role), { group: null, beforeId: null });
      if (role === "admin" || role === "auditor")
        expect(await asking).toEqual({ events: [], nextBeforeId: null });
      else await expect(asking).rejects.toMatchObject({ code: "not_permitted" });
    }
  });

  it("pages from the newest on, narrowed to a group, each event once", async () => {
    const { actor } = context();
    const kinds = ["sign_in", "sign_in_failed", "limit_hit"];
    await database()
      .insert(securityEvents)
      .values(
        Array.from({ length: 180 }, (_, index) => ({
          at: new Date(),
          kind: kinds[index % 3] ?? "",
          actor,
          address: "203.0.113.7",
          detail: { count: index, limit: "pair" },
        })),
      );
    const counts: number[] = [];
    let beforeId: number | null = null;
    do {
      const page = await listSecurityEvents(context(), { group: "failures", beforeId });
      counts.push(...page.events.map(({ count }) => count));
      beforeId = page.nextBeforeId;
    } while (beforeId !== null);
    expect(counts).toEqual(Array.from({ length: 60 }, (_, index) => 178 - 3 * index));
    const [newest] = (await listSecurityEvents(context("auditor"), { group: null, beforeId: null })).events;
    expect(newest).toMatchObject({ kind: "limit_hit", detail: { limit: "pair" }, count: 179 });
  });
});
