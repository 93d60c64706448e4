import { randomUUID } from "node:crypto";
import { eq } from "drizzle-orm";
import { beforeEach, describe, expect, it } from "vitest";
import { memberActor } from "@/lib/access/types";
import { memberIdSchema } from "@/lib/access/member-id-schema";
import type { Context } from "@/lib/access/context";
import { approvals, safetyRules } from "@/drizzle/schema/approvals";
import { members } from "@/drizzle/schema/members";
import { ledgerEvents } from "@/drizzle/schema/ledger";
import { useTestDatabase } from "@/testing/test-database";
import type { PermitRequest } from "@/lib/safety/types";
import { requirePermit, usePermit } from "./require-permit";
import { requireTwoAdmins } from "./require-two-admins";

const { database, context } = useTestDatabase();

const setRule = (isOn: boolean) =>
  database()
    .insert(safetyRules)
    .values({ isOn, changedAt: new Date() })
    .onConflictDoUpdate({ target: safetyRules.id, set: { isOn } });

const disableBo: PermitRequest = {
  kind: "member",
  change: { action: "disable", memberId: randomUUID() },
};
const approvalRequired = { code: "approval_required" };

const approve = () =>
  database()
    .update(approvals)
    .set({ decision: "approved", decidedAt: new Date(), decidedBy: context().actor });

beforeEach(async () => {
  await database().delete(approvals);
  await setRule(true);
});

describe("a permit", () => {
  it("is not needed while the rule is off", async () => {
    await setRule(false);
    expect(await requirePermit(context(), disableBo)).toBeNull();
    await database().transaction((transaction) => usePermit(transaction, null));
  });

  it("is asked for once, also by ten requests at once", async () => {
    const asked = Array.from({ length: 10 }, () => requirePermit(context(), disableBo));
    for (const result of await Promise.allSettled(asked)) {
      expect(result).toMatchObject({ status: "rejected", reason: approvalRequired });
    }
    const rows = await database().select().from(approvals);
    expect(rows).toMatchObject([{ kind: "member", change: disableBo.change, decision: null }]);
    const events = await database()
      .select()
      .from(ledgerEvents)
      .where(eq(ledgerEvents.kind, "approval.requested"));
    expect(events).toHaveLength(1);
    expect(events[0]?.body).not.toContain("@");
  });

  it("works once, for the one who asked, and for exactly what was asked", async () => {
    await expect(requirePermit(context(), disableBo)).rejects.toMatchObject(approvalRequired);
    await approve();
    const other: Context = {
      ...context(),
      actor: memberActor({ id: memberIdSchema.parse(randomUUID()), email: "b@example.com", role: "admin" }),
    };
    await expect(requirePermit(other, disableBo)).rejects.toMatchObject(approvalRequired);
    const another: PermitRequest = { kind: "member", change: { action: "enable", memberId: randomUUID() } };
    await expect(requirePermit(context(), another)).rejects.toMatchObject(approvalRequired);

    const permit = await requirePermit(context(), disableBo);
    expect(permit).not.toBeNull();
    const uses = await Promise.allSettled(
      [1, 2, 3].map(() => database().transaction((transaction) => usePermit(transaction, permit))),
    );
    expect(uses.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    await expect(requirePermit(context(), disableBo)).rejects.toMatchObject(approvalRequired);
  });

  it("expires", async () => {
    await expect(requirePermit(context(), disableBo)).rejects.toMatchObject(approvalRequired);
    await approve();
    const permit = await requirePermit(context(), disableBo);
    await database()
      .update(approvals)
      .set({ expiresAt: new Date(Date.now() - 1_000) });
    await expect(
      database().transaction((transaction) => usePermit(transaction, permit)),
    ).rejects.toMatchObject(approvalRequired);
  });

  it("is missed when the rule was turned on after it was not needed", async () => {
    await setRule(false);
    const permit = await requirePermit(context(), disableBo);
    await setRule(true);
    await expect(
      database().transaction((transaction) => usePermit(transaction, permit)),
    ).rejects.toMatchObject(approvalRequired);
  });

  it("is not given to a command on the machine", async () => {
    const ctx = { ...context(), actor: { kind: "system" as const, id: "x", label: "x" } };
    await expect(requirePermit(ctx, disableBo)).rejects.toMatchObject({
      ...approvalRequired,
      message: expect.stringContaining("npm run safety") as string,
    });
    expect(await database().$count(approvals)).toBe(0);
  });
});

describe("two admins", () => {
  const admin = (name: string, others: Partial<typeof members.$inferInsert> = {}) =>
    database()
      .insert(members)
      .values({ email: `${name}@example.com`, role: "admin", passwordHash: "x", ...others });

  beforeEach(() => database().delete(members));

  const disable = (name: string) =>
    database().transaction(async (transaction) => {
      await transaction
        .update(members)
        .set({ disabledAt: new Date() })
        .where(eq(members.email, `${name}@example.com`));
      await requireTwoAdmins(transaction);
    });

  it("are left while the rule is on; of two who take one away at once, one is refused", async () => {
    await admin("a");
    await admin("b");
    await admin("c");
    await admin("invited", { passwordHash: null });
    await admin("gone", { disabledAt: new Date() });
    const results = await Promise.allSettled([disable("a"), disable("b")]);
    expect(results.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    await setRule(false);
    await disable("c");
  });
});
