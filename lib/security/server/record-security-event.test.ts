import { randomUUID } from "node:crypto";
import { asc } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import { memberIdSchema } from "@/lib/access/member-id-schema";
import { useTestDatabase } from "@/testing/test-database";
import { securityEvents } from "@/drizzle/schema/security";
import { pruneSecurity } from "./prune-security";
import { recordSecurityEvent, writeRepeatedEvents, type SecurityEvent } from "./record-security-event";

const { database, context } = useTestDatabase();
const rows = () => database().select().from(securityEvents).orderBy(asc(securityEvents.id));

describe("recordSecurityEvent", () => {
  it("counts what repeats within a minute in one row, by kind, actor, address and detail (ASVS 7.1.3, 7.1.4)", async () => {
    const { actor } = context("support");
    const address = "203.0.113.7";
    const failure = { kind: "sign_in_failed", actor: null, address } as const;
    await Promise.all(Array.from({ length: 50 }, () => recordSecurityEvent(database(), failure)));
    await recordSecurityEvent(database(), { ...failure, address: "203.0.113.8" });
    await recordSecurityEvent(database(), {
      kind: "action_refused",
      actor,
      address,
      detail: { action: "x" },
    });
    await writeRepeatedEvents();
    expect(
      (await rows()).map(({ kind, actor, address, detail }) => ({ kind, actor, address, detail })),
    ).toEqual([
      { kind: "sign_in_failed", actor: null, address, detail: { count: 50 } },
      { kind: "sign_in_failed", actor: null, address: "203.0.113.8", detail: { count: 1 } },
      { kind: "action_refused", actor, address, detail: { action: "x", count: 1 } },
    ]);
  });

  it("writes a bounded number of rows, however many addresses there are, and a sign-in always", async () => {
    await database().delete(securityEvents);
    for (let index = 0; index < 400; index++) {
      const address = `198.51.${Math.floor(index / 200)}.${index % 200}`;
      await recordSecurityEvent(database(), { kind: "sign_in_failed", actor: null, address });
    }
    await recordSecurityEvent(database(), { kind: "sign_in", actor: context().actor, address: null });
    await writeRepeatedEvents();
    const kept = await rows();
    expect(kept.length).toBeLessThanOrEqual(122);
    expect(kept.at(-1)?.kind).toBe("sign_in");
    const total = kept.reduce((sum, { detail }) => sum + Number(detail["count"]), 0);
    expect(total).toBe(401);
  });

  it("is not silenced by what others cause, from outside or within", async () => {
    const { actor } = context("support");
    const other = { ...actor, id: memberIdSchema.parse(randomUUID()) };
    const of = async (start: Omit<SecurityEvent, "address">, count: number) => {
      for (let index = 0; index < count; index++)
        await recordSecurityEvent(database(), { ...start, address: `192.0.2.${index}` });
    };
    // Strangers without a key, and at one account.
    await of({ kind: "api_key_refused", actor: null }, 150);
    await of({ kind: "sign_in_failed", actor }, 150);
    const address = "203.0.113.99";
    for (const kind of [
      "recovery_code_used",
      "totp_failed",
      "totp_reused",
      "action_refused",
      "request_refused",
      "reauthentication_failed",
    ] as const)
      await recordSecurityEvent(database(), { kind, actor, address });
    await recordSecurityEvent(database(), { kind: "sign_in_failed", actor: other, address });
    await recordSecurityEvent(database(), { kind: "action_refused", actor: null, address });
    await recordSecurityEvent(database(), { kind: "link_refused", actor: null, address });
    expect((await rows()).filter((row) => row.address === address)).toHaveLength(9);
    // Nor by a member who is refused again and again.
    await of({ kind: "action_refused", actor }, 150);
    await recordSecurityEvent(database(), { kind: "action_refused", actor: other, address });
    const kept = await rows();
    expect(kept.at(-1)).toMatchObject({ kind: "action_refused", actor: { id: other.id } });
    const leftOut = kept.filter(({ kind }) => kind === "events_left_out").map((row) => row.actor?.id ?? null);
    expect(leftOut.sort()).toEqual([actor.id, null].sort());
  });

  it("does not reject when the row cannot be written", async () => {
    const address = "x\u0000";
    await recordSecurityEvent(database(), { kind: "sign_out", actor: null, address });
  });

  it("is forgotten after ninety days", async () => {
    const now = new Date();
    const at = (days: number) => new Date(now.getTime() - days * 86_400_000);
    await database().delete(securityEvents);
    await database()
      .insert(securityEvents)
      .values(
        [91, 89].map((days) => ({ at: at(days), kind: "sign_in", actor: null, address: null, detail: {} })),
      );
    await pruneSecurity(database(), now);
    expect((await rows()).map(({ at }) => at)).toEqual([at(89)]);
  });
});
