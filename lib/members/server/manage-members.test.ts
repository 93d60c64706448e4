import { asc, eq, sql } from "drizzle-orm";
import { beforeEach, describe, expect, it } from "vitest";
import type { Context } from "@/lib/access/context";
import { startSession } from "@/lib/access/server/start-session";
import { memberActor, type MemberId, type Role } from "@/lib/access/types";
import { listEvents } from "@/lib/ledger/server/list-events";
import { useTestDatabase } from "@/testing/test-database";
import { approvals, safetyRules } from "@/drizzle/schema/approvals";
import { ledgerEvents } from "@/drizzle/schema/ledger";
import { knownDevices, memberLinks, members, sessions } from "@/drizzle/schema/members";
import { acceptLink } from "./accept-link";
import { changeRole } from "./change-role";
import { ensureAdmin } from "./create-first-member";
import { createResetLink } from "./create-reset-link";
import { disableMember } from "./disable-member";
import { enableMember } from "./enable-member";
import { inviteMember } from "./invite-member";
import { knownBy } from "./known-by";
import { rememberDevice } from "./known-device";
import { listMembers } from "./list-members";
import { findMemberByEmail } from "./member-row";
import { openLink } from "./open-link";
import { isPassword } from "./password";

const { database, context } = useTestDatabase();

const password = "nine slow barges pass";

beforeEach(async () => {
  for (const table of [sessions, knownDevices, memberLinks, approvals, safetyRules, members]) {
    await database().delete(table);
  }
});

/** A member who has joined. */
const join = async (name: string, role: Role = "viewer"): Promise<MemberId> => {
  const { token } = await inviteMember(context(), { email: `${name}@example.com`, role });
  await acceptLink(database(), { token, password }, new Date());
  return idOf(name);
};

const idOf = async (name: string): Promise<MemberId> => {
  const member = await findMemberByEmail(database(), `${name}@example.com`);
  if (member === null) throw new Error(`There is no ${name}.`);
  return member.id;
};

const later = (hours: number): Date => new Date(Date.now() + hours * 3_600_000);

const signedIn = (memberId: MemberId) =>
  startSession(database(), { memberId, method: "password", userAgent: null, address: null, now: new Date() });

const openSessions = async (memberId: MemberId): Promise<number> => {
  const rows = await database().select().from(sessions).where(eq(sessions.memberId, memberId));
  return rows.filter(({ endedAt }) => endedAt === null).length;
};

/** Kinds of the events that tell of a member, in order. */
const eventsOf = async (id: MemberId): Promise<string[]> => {
  const rows = await database().select().from(ledgerEvents).orderBy(asc(ledgerEvents.seq));
  return rows.filter(({ body }) => body.includes(id)).map(({ kind }) => kind);
};

const passwordOf = async (id: MemberId): Promise<string | null> => {
  const [row] = await database().select().from(members).where(eq(members.id, id));
  return row?.passwordHash ?? null;
};

const changes = (id: MemberId): [string, (ctx: Context) => Promise<unknown>][] => [
  ["inviteMember", (ctx) => inviteMember(ctx, { email: "new@example.com", role: "viewer" })],
  ["changeRole", (ctx) => changeRole(ctx, { id, role: "support" })],
  ["disableMember", (ctx) => disableMember(ctx, { id })],
  ["enableMember", (ctx) => enableMember(ctx, { id })],
  ["createResetLink", (ctx) => createResetLink(ctx, { id, removesTotp: false })],
  ["listMembers", (ctx) => listMembers(ctx)],
];

describe("who may manage members", () => {
  it.each(["viewer", "support", "auditor"] as const)("not the role %s", async (role) => {
    const id = await join("bea");
    for (const [name, change] of changes(id)) {
      await expect(change(context(role)), name).rejects.toMatchObject({ code: "not_permitted" });
    }
  });

  it("an admin who has just signed in, wherever it gives access", async () => {
    const boss = await join("boss", "admin");
    await join("other", "admin");
    const bea = await join("bea");
    await disableMember(context(), { id: boss });
    const gone = await join("gone");
    await disableMember(context(), { id: gone });
    const old: Context = {
      ...context(),
      session: { id: context().session?.id ?? "", authenticatedAt: later(-1) },
    };
    const refused = { code: "reauthentication_required" };
    await expect(inviteMember(old, { email: "x@example.com", role: "admin" })).rejects.toMatchObject(refused);
    await expect(changeRole(old, { id: bea, role: "admin" })).rejects.toMatchObject(refused);
    await expect(enableMember(old, { id: boss })).rejects.toMatchObject(refused);
    await expect(createResetLink(old, { id: await idOf("other"), removesTotp: false })).rejects.toMatchObject(
      refused,
    );
    for (const role of ["viewer", "support", "auditor"] as const)
      await expect(inviteMember(old, { email: "x@example.com", role }), role).rejects.toMatchObject(refused);
    await expect(changeRole(old, { id: bea, role: "support" })).rejects.toMatchObject(refused);
    await expect(changeRole(old, { id: await idOf("other"), role: "viewer" })).rejects.toMatchObject(refused);
    await expect(enableMember(old, { id: gone })).rejects.toMatchObject(refused);
    await expect(createResetLink(old, { id: bea, removesTotp: true })).rejects.toMatchObject(refused);
    expect(await database().$count(members)).toBe(4);
    // What takes access away does not ask.
    await disableMember(old, { id: bea });
  });
});

describe("an invitation", () => {
  it("lets its member in with a password of their choice and the role, once (ASVS 2.3.1)", async () => {
    const link = await inviteMember(context(), { email: "bea@example.com", role: "support" });
    expect(link).toMatchObject({ kind: "invite", role: "support", invitedBy: "admin@example.com" });
    const opened = await openLink(database(), { token: link.token, now: new Date() });
    expect(opened).toMatchObject({ link: { email: "bea@example.com", role: "support" } });

    const accept = () => acceptLink(database(), { token: link.token, password }, new Date());
    const answers = await Promise.all([accept(), accept(), accept()]);
    expect(answers.filter((answer) => answer === "used")).toHaveLength(2);
    const id = await idOf("bea");
    expect(await isPassword(await passwordOf(id), password)).toBe(true);
    expect(await openLink(database(), { token: link.token, now: new Date() })).toBe("used");
    expect(await eventsOf(id)).toEqual(["member.invited", "member.joined"]);
  });

  it("expires after seven days", async () => {
    const { token, expiresAt } = await inviteMember(context(), { email: "bea@example.com", role: "viewer" });
    expect(Math.round((Date.parse(expiresAt) - Date.now()) / 3_600_000)).toBe(7 * 24);
    const at = (now: Date) => openLink(database(), { token, now });
    expect(await at(later(7 * 24 - 1))).toMatchObject({ link: { kind: "invite" } });
    expect(await at(later(7 * 24 + 1))).toBe("expired");
    expect(await acceptLink(database(), { token, password }, later(7 * 24 + 1))).toBe("expired");
    expect(await passwordOf(await idOf("bea"))).toBeNull();
  });

  it("of someone who has not come makes a new link, with the role of now, and the earlier one is not known any more", async () => {
    const first = await inviteMember(context(), { email: "bea@example.com", role: "viewer" });
    const second = await inviteMember(context(), { email: "BEA@Example.com", role: "support" });
    expect(await openLink(database(), { token: first.token, now: new Date() })).toBe("unknown");
    expect(await acceptLink(database(), { token: second.token, password }, new Date())).toMatchObject({
      role: "support",
    });
    expect(await database().$count(members)).toBe(1);
  });

  it("says when a member has the address, in any case, or is disabled", async () => {
    const id = await join("bea");
    const invite = () => inviteMember(context(), { email: "Bea@EXAMPLE.com", role: "viewer" });
    await expect(invite()).rejects.toMatchObject({
      code: "wrong_status",
      message: "bea@example.com is already a member.",
    });
    await disableMember(context(), { id });
    await expect(invite()).rejects.toMatchObject({
      code: "wrong_status",
      message: expect.stringContaining("Enable them") as string,
    });
  });

  it("makes one member when it comes several times at once", async () => {
    const invite = () => inviteMember(context(), { email: "bea@example.com", role: "viewer" });
    const links = await Promise.all([invite(), invite(), invite()]);
    expect(await database().$count(members)).toBe(1);
    const opened = await Promise.all(
      links.map(({ token }) => openLink(database(), { token, now: new Date() })),
    );
    expect(opened.filter((found) => typeof found !== "string")).toHaveLength(1);
  });

  it("is kept as a digest alone, and the ledger has neither link nor address", async () => {
    const { token } = await inviteMember(context(), { email: "bea@example.com", role: "viewer" });
    const kept = JSON.stringify([
      await database().select().from(memberLinks),
      await database().select().from(ledgerEvents),
    ]);
    expect(kept).not.toContain(token);
    expect(JSON.stringify(await database().select().from(ledgerEvents))).not.toContain("bea@");
  });

  it("does not work when it is not known or no token at all", async () => {
    for (const token of ["", "x".repeat(43), "x".repeat(1_000), "'; drop table members"]) {
      expect(await acceptLink(database(), { token, password }, new Date())).toBe("unknown");
    }
  });
});

describe("a reset link", () => {
  it("changes the password within 24 hours, and ends every session (ASVS 2.5.1–2.5.3)", async () => {
    const id = await join("bea");
    await signedIn(id);
    const link = await createResetLink(context(), { id, removesTotp: false });
    expect(link.kind).toBe("reset");
    // Nothing changes before it is used.
    expect(await isPassword(await passwordOf(id), password)).toBe(true);
    expect(await openSessions(id)).toBe(1);
    expect(await openLink(database(), { token: link.token, now: later(25) })).toBe("expired");
    await acceptLink(database(), { token: link.token, password: "seven grey geese fly" }, new Date());
    expect(await isPassword(await passwordOf(id), "seven grey geese fly")).toBe(true);
    expect(await openSessions(id)).toBe(0);
    expect((await eventsOf(id)).slice(-2)).toEqual(["member.reset-link-created", "member.password-changed"]);
  });

  it("takes the place of the earlier one", async () => {
    const id = await join("bea");
    const first = await createResetLink(context(), { id, removesTotp: false });
    await createResetLink(context(), { id, removesTotp: false });
    expect(await openLink(database(), { token: first.token, now: new Date() })).toBe("unknown");
  });

  it("is not made for who is disabled, has not come yet, or asks for it", async () => {
    const id = await join("bea");
    await disableMember(context(), { id });
    await expect(createResetLink(context(), { id, removesTotp: false })).rejects.toMatchObject({
      code: "wrong_status",
    });
    await inviteMember(context(), { email: "cy@example.com", role: "viewer" });
    const invited = { id: await idOf("cy") };
    await expect(createResetLink(context(), { ...invited, removesTotp: false })).rejects.toMatchObject({
      code: "wrong_status",
    });
    const boss = await join("boss", "admin");
    const self = {
      ...context(),
      actor: memberActor({ id: boss, email: "boss@example.com", role: "admin" }),
    };
    await expect(createResetLink(self, { id: boss, removesTotp: false })).rejects.toMatchObject({
      code: "wrong_status",
    });
  });
});

describe("a member who is disabled", () => {
  it("is signed out, and their links do not work; twice is once", async () => {
    const id = await join("bea", "support");
    await signedIn(id);
    const link = await createResetLink(context(), { id, removesTotp: false });
    await Promise.all([disableMember(context(), { id }), disableMember(context(), { id })]);
    expect(await openSessions(id)).toBe(0);
    expect(await acceptLink(database(), { token: link.token, password }, new Date())).toBe("unknown");
    await Promise.all([enableMember(context(), { id }), enableMember(context(), { id })]);
    // The link is gone for good; the password is as it was.
    expect(await openLink(database(), { token: link.token, now: new Date() })).toBe("unknown");
    expect(await isPassword(await passwordOf(id), password)).toBe(true);
    expect((await eventsOf(id)).slice(-2)).toEqual(["member.disabled", "member.enabled"]);
  });

  it("keeps the name in the ledger, as one who acts and one who is meant", async () => {
    const id = await join("bea", "admin");
    await join("boss", "admin");
    const bea = { ...context(), actor: memberActor({ id, email: "bea@example.com", role: "admin" }) };
    const cy = await join("cy");
    await changeRole(bea, { id: cy, role: "support" });
    await disableMember(context(), { id });
    const { events } = await listEvents(context(), { beforeSeq: null });
    expect(events[0]).toMatchObject({ kind: "member.disabled", facts: { member: "bea@example.com" } });
    expect(events[1]).toMatchObject({
      kind: "member.role-changed",
      actor: { label: "bea@example.com" },
      facts: { member: "cy@example.com", role: "support" },
    });
  });

  it("who never came can be invited again after being enabled", async () => {
    await inviteMember(context(), { email: "bea@example.com", role: "viewer" });
    const id = await idOf("bea");
    await disableMember(context(), { id });
    await enableMember(context(), { id });
    expect((await listMembers(context())).members[0]?.state).toEqual({ kind: "invited", until: null });
    await inviteMember(context(), { email: "bea@example.com", role: "viewer" });
  });
});

describe("the browsers that a member is known in", () => {
  it.each([
    ["a new password by a link", (id: MemberId) => resetBy(id)],
    ["being disabled", (id: MemberId) => disableMember(context(), { id })],
  ])("are forgotten with %s", async (_name, change) => {
    const [id, other] = [await join("ada"), await join("bea")];
    const token = await rememberDevice(database(), { memberId: id, token: null, now: new Date() });
    await rememberDevice(database(), { memberId: other, token, now: new Date() });
    const isKnown = async (memberId: MemberId) =>
      (await knownBy(database(), memberId, { deviceToken: token })) !== null;
    expect(await isKnown(id)).toBe(true);
    await change(id);
    expect(await isKnown(id)).toBe(false);
    expect(await isKnown(other)).toBe(true);
  });

  const resetBy = async (id: MemberId) => {
    const { token } = await createResetLink(context(), { id, removesTotp: false });
    await acceptLink(database(), { token, password }, new Date());
  };
});

describe("a change of role", () => {
  it("ends the sessions, and the same role changes nothing", async () => {
    const id = await join("bea");
    await signedIn(id);
    await changeRole(context(), { id, role: "viewer" });
    expect(await openSessions(id)).toBe(1);
    await changeRole(context(), { id, role: "support" });
    expect(await openSessions(id)).toBe(0);
    expect((await eventsOf(id)).at(-1)).toBe("member.role-changed");
  });
});

describe("the last active admin", () => {
  it("can be neither demoted nor disabled; who was only invited does not count", async () => {
    const id = await join("boss", "admin");
    await inviteMember(context(), { email: "other@example.com", role: "admin" });
    const gone = await join("gone", "admin");
    await disableMember(context(), { id: gone });
    const refused = {
      code: "wrong_status",
      message: expect.stringContaining("only active admin") as string,
    };
    await expect(changeRole(context(), { id, role: "support" })).rejects.toMatchObject(refused);
    await expect(disableMember(context(), { id })).rejects.toMatchObject(refused);
    // Those who cannot sign in anyway can go.
    await disableMember(context(), { id: await idOf("other") });
  });

  it("is left when several admins are removed at once", async () => {
    const ids = [await join("a", "admin"), await join("b", "admin"), await join("c", "admin")];
    const results = await Promise.allSettled(
      ids.flatMap((id) => [disableMember(context(), { id }), changeRole(context(), { id, role: "viewer" })]),
    );
    expect(results.some(({ status }) => status === "rejected")).toBe(true);
    const list = await listMembers(context());
    expect(list.members.filter((each) => each.role === "admin" && each.state.kind === "active")).toHaveLength(
      1,
    );
  });
});

describe("while the rule of the second person is on", () => {
  const turnOn = () =>
    database()
      .insert(safetyRules)
      .values({ isOn: true, changedAt: new Date() })
      .onConflictDoUpdate({ target: safetyRules.id, set: { isOn: true } });

  it("what makes or unmakes admins waits for an approval, and is done once with it", async () => {
    const [a, b] = [await join("a", "admin"), await join("b", "admin")];
    await join("c", "admin");
    const bea = await join("bea");
    await turnOn();
    const waits = { code: "approval_required" };
    const mail = { hasMail: true };
    const invite = () => inviteMember(context(), { email: "x@example.com", role: "admin" }, mail);
    const reset = (options = mail) => createResetLink(context(), { id: a, removesTotp: false }, options);
    await expect(invite()).rejects.toMatchObject(waits);
    await expect(changeRole(context(), { id: bea, role: "admin" })).rejects.toMatchObject(waits);
    await expect(changeRole(context(), { id: a, role: "support" })).rejects.toMatchObject(waits);
    await expect(reset()).rejects.toMatchObject(waits);
    await expect(disableMember(context(), { id: b })).rejects.toMatchObject(waits);
    await changeRole(context(), { id: bea, role: "support" });

    await database()
      .update(approvals)
      .set({ decision: "approved", decidedAt: new Date(), decidedBy: context().actor });
    await disableMember(context(), { id: b });
    // Approved or not, two have to remain.
    await expect(changeRole(context(), { id: a, role: "support" })).rejects.toMatchObject({
      code: "wrong_status",
    });
    // Whoever asked could else be the second person, too.
    await expect(reset({ hasMail: false })).rejects.toMatchObject({ code: "wrong_status" });
    expect(await reset()).toMatchObject({ isMailOnly: true });
    expect(await invite()).toMatchObject({ isMailOnly: true });
    await expect(reset()).rejects.toMatchObject(waits);
  });

  it("a link that was made before its member became an admin ends with that", async () => {
    await join("first", "admin");
    await join("second", "admin");
    const cy = await join("cy");
    await turnOn();
    const link = await createResetLink(context(), { id: cy, removesTotp: false });
    const waits = { code: "approval_required" };
    await expect(changeRole(context(), { id: cy, role: "admin" })).rejects.toMatchObject(waits);
    await database()
      .update(approvals)
      .set({ decision: "approved", decidedAt: new Date(), decidedBy: context().actor });
    await changeRole(context(), { id: cy, role: "admin" });
    expect(await acceptLink(database(), { token: link.token, password }, new Date())).toBe("unknown");
  });

  it("a restart with ADMIN_EMAIL makes no admin", async () => {
    const admin = { email: "boss@example.com", password };
    await turnOn();
    expect(await ensureAdmin(database(), admin, new Date())).toBe("refused");
    await database().update(safetyRules).set({ isOn: false });
    expect(await ensureAdmin(database(), admin, new Date())).toBe("made");
    expect(await ensureAdmin(database(), admin, new Date())).toBe("there already");
  });

  it("a command on the machine is told to turn the rule off first", async () => {
    const id = await join("a", "admin");
    await turnOn();
    const ctx = { ...context(), actor: { kind: "system" as const, id: "x", label: "x" } };
    await expect(createResetLink(ctx, { id, removesTotp: false })).rejects.toMatchObject({
      code: "approval_required",
      message: expect.stringContaining("npm run ") as string,
    });
  });
});

describe("listMembers", () => {
  it("tells state, role, second factor and last use; by address, disabled ones last", async () => {
    const ann = await join("ann", "support");
    await signedIn(ann);
    await join("bea");
    await disableMember(context(), { id: ann });
    const dan = await join("dan", "admin");
    await signedIn(dan);
    await database().update(members).set({ totpConfirmedAt: new Date() }).where(eq(members.id, dan));
    const { expiresAt } = await inviteMember(context(), { email: "cy@example.com", role: "auditor" });
    const list = await listMembers(context());
    expect(list.total).toBe(4);
    expect(list.members).toMatchObject([
      { email: "bea@example.com", state: { kind: "active" }, lastSeenAt: null, hasSecondFactor: false },
      { email: "cy@example.com", role: "auditor", state: { kind: "invited", until: expiresAt } },
      {
        email: "dan@example.com",
        hasSecondFactor: true,
        lastSeenAt: expect.stringMatching(/^20.*Z$/) as string,
      },
      { email: "ann@example.com", role: "support", state: { kind: "disabled" } },
    ]);
    const afterwards = await listMembers({ ...context(), now: () => later(8 * 24) });
    expect(afterwards.members[1]?.state).toEqual({ kind: "invited", until: null });
  });

  it("is bounded, and finds others by a part of the address", async () => {
    await database().execute(sql`
      insert into members (email, role) select 'm' || n || '@example.com', 'viewer' from generate_series(1, 620) as n`);
    const all = await listMembers(context());
    expect([all.members.length, all.total]).toEqual([100, 620]);
    expect((await listMembers(context(), { countMax: 1_000 })).members).toHaveLength(620);
    const found = await listMembers(context(), { search: " M61" });
    expect([found.members.length, found.total]).toEqual([11, 11]);
    expect((await listMembers(context(), { search: "%" })).total).toBe(0);
  });
});
