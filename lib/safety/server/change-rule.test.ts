import { randomUUID } from "node:crypto";
import { beforeEach, describe, expect, it } from "vitest";
import type { Context } from "@/lib/access/context";
import { loosens } from "@/lib/safety/loosens";
import type { SafetyRule } from "@/lib/safety/types";
import { approvals } from "@/drizzle/schema/approvals";
import { ledgerEvents } from "@/drizzle/schema/ledger";
import { memberLinks, members } from "@/drizzle/schema/members";
import { setRule, signedIn } from "@/testing/approvals/admins";
import { useTestDatabase } from "@/testing/test-database";
import { changeSafetyRule, turnRuleOff } from "./change-rule";
import { readSafetyRule } from "./read-rule";

const { database, context } = useTestDatabase();
const ruleOf = (rule: Partial<SafetyRule>): SafetyRule => ({
  isOn: true,
  countMax: null,
  coversSupport: false,
  ...rule,
});

let ada: Context;
beforeEach(async () => {
  await database().delete(approvals);
  await database().delete(members);
  await setRule(database(), {});
  ada = await signedIn(context(), "ada");
});

const approveAll = async () => {
  const bo = await signedIn(context(), "bo");
  await database()
    .update(approvals)
    .set({ decision: "approved", decidedAt: new Date(), decidedBy: bo.actor });
};

describe("the rule of the second person", () => {
  it("cannot be turned on by the only admin", async () => {
    await signedIn(context(), "sam", "support");
    await expect(changeSafetyRule(ada, ruleOf({}))).rejects.toMatchObject({ code: "wrong_status" });
    await signedIn(context(), "bo");
    expect(await changeSafetyRule(ada, ruleOf({ countMax: 100 }))).toMatchObject({ isOn: true });
  });

  it.each([
    ["off", {}, { isOn: false }, true],
    ["a higher number", { countMax: 10 }, { countMax: 11 }, true],
    ["no number", { countMax: 10 }, {}, true],
    ["support no more", { coversSupport: true }, {}, true],
    ["tighter and looser at once", { coversSupport: true }, { countMax: 1 }, true],
    ["a lower number", { countMax: 10 }, { countMax: 9 }, false],
    ["a number", {}, { countMax: 9 }, false],
    ["support too", {}, { coversSupport: true }, false],
    ["anything while it is off", { isOn: false, countMax: 3 }, { isOn: false }, false],
  ])("is loosened, or not, by: %s", (_name, from, to, isLooser) => {
    expect(loosens(ruleOf(from), ruleOf(to))).toBe(isLooser);
  });

  it("is loosened by two people, once, and tightened by one", async () => {
    await signedIn(context(), "bo");
    await setRule(database(), ruleOf({ countMax: 10 }));
    await changeSafetyRule(ada, ruleOf({ countMax: 5 }));
    const off = ruleOf({ isOn: false, countMax: 5 });
    await expect(changeSafetyRule(ada, off)).rejects.toMatchObject({ code: "approval_required" });
    expect(await readSafetyRule(database())).toEqual(ruleOf({ countMax: 5 }));
    await approveAll();
    await changeSafetyRule(ada, off);
    expect((await readSafetyRule(database())).isOn).toBe(false);
    await setRule(database(), ruleOf({ countMax: 5 }));
    await expect(changeSafetyRule(ada, off)).rejects.toMatchObject({ code: "approval_required" });
  });

  it("ends the unused links of admins when it is turned on", async () => {
    const bo = await signedIn(context(), "bo");
    const sam = await signedIn(context(), "sam", "support");
    const linkOf = ({ actor }: Context, usedAt: Date | null) => ({
      tokenDigest: randomUUID(),
      memberId: actor.id,
      kind: "reset" as const,
      createdBy: ada.actor,
      createdAt: new Date(),
      expiresAt: new Date(),
      usedAt,
    });
    await database()
      .insert(memberLinks)
      .values([linkOf(bo, null), linkOf(bo, new Date()), linkOf(sam, null)]);
    await changeSafetyRule(ada, ruleOf({}));
    const left = await database().select().from(memberLinks);
    expect(left.map(({ memberId, usedAt }) => [memberId === bo.actor.id, usedAt === null])).toEqual([
      [true, false],
      [false, true],
    ]);
    await database().delete(memberLinks);
  });

  it("needs a recent sign-in, and a member", async () => {
    await signedIn(context(), "bo");
    const session = { id: "x", authenticatedAt: new Date(Date.now() - 3_600_000) };
    await expect(changeSafetyRule({ ...ada, session }, ruleOf({}))).rejects.toMatchObject({
      code: "reauthentication_required",
    });
    const key = { kind: "api-key" as const, id: "x", label: "x", role: "admin" as const };
    await expect(changeSafetyRule({ ...ada, actor: key }, ruleOf({}))).rejects.toMatchObject({
      code: "not_permitted",
    });
  });

  it("is turned off from the machine, and the ledger says by which command", async () => {
    await setRule(database(), ruleOf({}));
    const actor = { kind: "system" as const, id: "safety-command", label: "npm run safety" };
    expect(await turnRuleOff({ ...context(), actor })).toBe(true);
    expect(await turnRuleOff({ ...context(), actor })).toBe(false);
    const events = await database().select().from(ledgerEvents);
    expect(events.at(-1)).toMatchObject({ kind: "safety.rule-changed" });
    expect(JSON.parse(events.at(-1)?.body ?? "")).toMatchObject({
      actor: { kind: "system", id: "safety-command" },
      isOn: false,
      before: { isOn: true },
    });
  });
});
