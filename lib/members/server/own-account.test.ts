import { randomUUID } from "node:crypto";
import { eq } from "drizzle-orm";
import { beforeEach, describe, expect, it } from "vitest";
import { ledgerEvents } from "@/drizzle/schema/ledger";
import { members, sessions } from "@/drizzle/schema/members";
import { readSession } from "@/lib/access/server/read-session";
import { requireRecentSignIn } from "@/lib/access/server/require-recent-sign-in";
import { startSession } from "@/lib/access/server/start-session";
import { memberActor } from "@/lib/access/types";
import { memberIdSchema } from "@/lib/access/member-id-schema";
import { useTestDatabase } from "@/testing/test-database";
import { changePassword } from "./change-password";
import { endOwnSession } from "./end-own-session";
import { knownBy } from "./known-by";
import { rememberDevice } from "./known-device";
import { listOwnSessions, signOutEverywhere, signOutSession } from "./own-sessions";
import { hashPassword, isPassword } from "./password";
import { reauthenticate } from "./reauthenticate";

const { database, context } = useTestDatabase();
const password = "five quiet herons wade";
const other = "nine slow barges pass";

/** A member who is signed in on two devices; `here` asks. */
const memberOnTwoDevices = async () => {
  const email = `${randomUUID()}@example.com`;
  const passwordHash = await hashPassword(password);
  const [row] = await database().insert(members).values({ email, role: "support", passwordHash }).returning();
  const memberId = memberIdSchema.parse(row?.id);
  const start = async (userAgent: string) => {
    const at = new Date(Date.now() - 60 * 60_000);
    const asked = { memberId, method: "password", userAgent, address: null, now: at } as const;
    const { id } = await startSession(database(), asked);
    await database().update(sessions).set({ lastSeenAt: new Date() }).where(eq(sessions.id, id));
    return id;
  };
  const there = await start("Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0");
  const here = await start("");
  const read = await readSession(database(), { id: here, idleMinutes: 60 });
  if (read === null) throw new Error("The session is not there.");
  const ctx = {
    ...context(),
    actor: memberActor({ id: memberId, email, role: "support" }),
    session: read.session,
  };
  return { ctx, memberId, here, there };
};
const isOpen = async (id: string) => (await readSession(database(), { id, idleMinutes: 60 })) !== null;
const lastEvent = async () => {
  const events = await database().select().from(ledgerEvents).orderBy(ledgerEvents.seq);
  const last = events.at(-1);
  return { kind: last?.kind, body: JSON.parse(last?.body ?? "{}") as unknown };
};

let given: Awaited<ReturnType<typeof memberOnTwoDevices>>;
beforeEach(async () => {
  given = await memberOnTwoDevices();
});

describe("changePassword", () => {
  it("takes the old one, ends the other sessions and is in the ledger without a word of either", async () => {
    const { ctx, memberId, here, there } = given;
    const answer = await changePassword(ctx, { oldPassword: password, newPassword: other });
    expect(answer).toEqual({ endedCount: 1 });
    expect([await isOpen(here), await isOpen(there)]).toEqual([true, false]);
    const [row] = await database().select().from(members).where(eq(members.id, memberId));
    expect(await isPassword(row?.passwordHash ?? null, other)).toBe(true);
    expect(row?.passwordChangedAt).not.toBeNull();
    const event = await lastEvent();
    const actor = { kind: "member", id: memberId };
    expect(event).toEqual({
      kind: "member.password-changed",
      body: { actor, member: memberId, sessionCount: 1 },
    });
    expect(JSON.stringify(event)).not.toContain("@");
  });

  it.each([
    ["a wrong old one", { oldPassword: "not the password", newPassword: other }, "old password is incorrect"],
    ["the same once more", { oldPassword: password, newPassword: password }, "same as the old one"],
    ["a common one", { oldPassword: password, newPassword: "password12345" }, "most common"],
  ])("refuses %s, and changes nothing", async (_what, input, message) => {
    const { ctx, there } = given;
    await expect(changePassword(ctx, input)).rejects.toMatchObject({
      code: "invalid_input",
      message: expect.stringContaining(message) as unknown,
    });
    expect(await isOpen(there)).toBe(true);
  });

  it("forgets the browsers they were known in, but for this one", async () => {
    const { ctx, memberId } = given;
    const now = new Date();
    const [here, there] = [
      await rememberDevice(database(), { memberId, token: null, now }),
      await rememberDevice(database(), { memberId, token: null, now }),
    ];
    const isKnown = async (deviceToken: string) =>
      (await knownBy(database(), memberId, { deviceToken })) !== null;
    expect([await isKnown(here), await isKnown(there)]).toEqual([true, true]);
    await changePassword(ctx, { oldPassword: password, newPassword: other }, { deviceToken: here });
    expect([await isKnown(here), await isKnown(there)]).toEqual([true, false]);
  });

  it("lets one of two at a time through", async () => {
    const { ctx } = given;
    const both = [other, "seven calm otters drift"].map((newPassword) =>
      changePassword(ctx, { oldPassword: password, newPassword }),
    );
    const settled = await Promise.allSettled(both);
    expect(settled.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  });
});

describe("own sessions", () => {
  it("are listed from this device on, without those of other members", async () => {
    const { ctx, here, there } = given;
    await memberOnTwoDevices();
    expect(await listOwnSessions(ctx)).toMatchObject([
      { id: here, device: "Unknown device", isThisDevice: true },
      { id: there, device: "Firefox on Linux", isThisDevice: false },
    ]);
  });

  it("end one by one, never another member's", async () => {
    const { ctx, memberId, here, there } = given;
    const stranger = await memberOnTwoDevices();
    expect(await signOutSession(ctx, { id: stranger.here })).toBe(0);
    expect(await isOpen(stranger.here)).toBe(true);
    expect(await signOutSession(ctx, { id: there })).toBe(1);
    expect(await lastEvent()).toMatchObject({
      kind: "member.sessions-ended",
      body: { member: memberId, sessionCount: 1 },
    });
    expect(await signOutSession(ctx, { id: there })).toBe(0);
    expect([await isOpen(here), await isOpen(there)]).toEqual([true, false]);
    expect(await listOwnSessions(ctx)).toHaveLength(1);
  });

  it("end everywhere else, or everywhere", async () => {
    const { ctx, here, there } = given;
    expect(await signOutEverywhere(ctx, { isHereKept: true })).toBe(1);
    expect([await isOpen(here), await isOpen(there)]).toEqual([true, false]);
    expect(await signOutEverywhere(ctx, { isHereKept: false })).toBe(1);
    expect(await isOpen(here)).toBe(false);
  });

  it("end when the member signs out there", async () => {
    const { here, there } = given;
    await endOwnSession(database(), here);
    await endOwnSession(database(), randomUUID());
    expect([await isOpen(here), await isOpen(there)]).toEqual([false, true]);
    const [row] = await database().select().from(sessions).where(eq(sessions.id, here));
    expect(row?.endReason).toBe("signed_out");
  });
});

describe("reauthenticate", () => {
  const again = async (id: string) => {
    const read = await readSession(database(), { id, idleMinutes: 60 });
    return read === null ? undefined : { ...given.ctx, session: read.session };
  };

  it("makes this session's sign-in recent, and no other's", async () => {
    const { ctx, here, there } = given;
    expect(() => requireRecentSignIn(ctx)).toThrow();
    await reauthenticate(ctx, { password, code: "" });
    const [after, elsewhere] = [await again(here), await again(there)];
    if (after === undefined || elsewhere === undefined) throw new Error("A session ended.");
    expect(() => requireRecentSignIn(after)).not.toThrow();
    expect(() => requireRecentSignIn(elsewhere)).toThrow();
  });

  it("refuses a wrong password, and after ten of them also the right one", async () => {
    const { ctx, here } = given;
    for (let count = 0; count < 10; count++)
      await expect(reauthenticate(ctx, { password: "not the password", code: "" })).rejects.toMatchObject({
        code: "invalid_input",
      });
    await expect(reauthenticate(ctx, { password, code: "" })).rejects.toMatchObject({
      code: "too_many_attempts",
    });
    const after = await again(here);
    expect(after?.session.authenticatedAt).toEqual(ctx.session.authenticatedAt);
  });
});
