import { randomUUID } from "node:crypto";
import { beforeAll, describe, expect, it } from "vitest";
import type { Context } from "@/lib/access/context";
import type { PermitRequest } from "@/lib/safety/types";
import { requirePermit, usePermit } from "@/lib/safety/server/require-permit";
import { approvals } from "@/drizzle/schema/approvals";
import { setRule, signedIn } from "@/testing/approvals/admins";
import { useTestDatabase } from "@/testing/test-database";
import { approve, decline } from "./decide-approval";
import { countWaiting, getApproval, listApprovals } from "./list-approvals";

const { database, context } = useTestDatabase();

let ada: Context;
let bo: Context;
let sam: Context;
beforeAll(async () => {
  ada = await signedIn(context(), "ada");
  bo = await signedIn(context(), "bo");
  sam = await signedIn(context(), "sam", "support");
  await setRule(database(), { isOn: true });
});

/** Asks to disable someone, and answers the request. */
const ask = async (ctx: Context): Promise<PermitRequest> => {
  const request: PermitRequest = { kind: "member", change: { action: "disable", memberId: randomUUID() } };
  await expect(requirePermit(ctx, request)).rejects.toMatchObject({ code: "approval_required" });
  return request;
};
const all = async (ctx: Context) => (await listApprovals(ctx, { after: null })).approvals;
const newest = async (ctx: Context) => {
  const [first] = await all(ctx);
  if (first === undefined) throw new Error("Nothing was asked.");
  return first;
};

describe("requests for approval", () => {
  it("go from waiting to approved to used, or to declined, and say to each what they can do", async () => {
    const request = await ask(ada);
    const { id } = await newest(bo);
    expect(await getApproval(bo, { id })).toMatchObject({ state: "waiting", canDecide: true, isOwn: false });
    expect(await getApproval(ada, { id })).toMatchObject({ state: "waiting", canDecide: false, isOwn: true });
    expect(await countWaiting(bo)).toEqual({ toDecide: 1, isShown: true });
    expect(await countWaiting(ada)).toEqual({ toDecide: 0, isShown: true });

    await approve(bo, { id });
    expect(await getApproval(ada, { id })).toMatchObject({
      state: "approved",
      decidedBy: { id: bo.actor.id },
      about: { kind: "change", request },
    });
    const permit = await requirePermit(ada, request);
    await database().transaction((transaction) => usePermit(transaction, permit));
    expect((await getApproval(ada, { id })).state).toBe("used");

    await ask(ada);
    const other = await newest(bo);
    await decline(bo, { id: other.id, reason: "Not yet" });
    expect(await getApproval(ada, { id: other.id })).toMatchObject({ state: "declined", reason: "Not yet" });
  });

  it("are seen by those who decide, and by who asked", async () => {
    await database().delete(approvals);
    await ask(ada);
    const { id } = await newest(ada);
    expect(await all(sam)).toEqual([]);
    await expect(getApproval(sam, { id })).rejects.toMatchObject({ code: "not_found" });
    const viewer = await signedIn(context(), "vi", "viewer");
    await expect(listApprovals(viewer, { after: null })).rejects.toMatchObject({ code: "not_permitted" });
  });

  it("are listed in pages: what is open first, then the others, each once", async () => {
    await database().delete(approvals);
    const at = (minute: number) => new Date(Date.UTC(2026, 0, 1, 0, minute));
    await database()
      .insert(approvals)
      .values(
        Array.from({ length: 120 }, (_, minute) => ({
          kind: "member" as const,
          change: { action: "disable", memberId: randomUUID() },
          changeDigest: String(minute),
          requestedBy: ada.actor,
          requesterId: ada.actor.id,
          requestedAt: at(minute),
          expiresAt: at(minute),
          decision: "expired" as const,
        })),
      );
    await ask(ada);
    const seen: string[] = [];
    const sizes: number[] = [];
    let after = null as Awaited<ReturnType<typeof listApprovals>>["nextAfter"];
    do {
      const page = await listApprovals(bo, { after });
      if (after === null) expect(page.approvals[0]?.state).toBe("waiting");
      seen.push(...page.approvals.map(({ id }) => id));
      sizes.push(page.approvals.length);
      after = page.nextAfter;
    } while (after !== null);
    expect(sizes).toEqual([51, 50, 20]);
    expect(new Set(seen).size).toBe(121);
  });
});
