import { randomUUID } from "node:crypto";
import { and, eq, isNull, sql } from "drizzle-orm";
import { beforeEach, describe, expect, it } from "vitest";
import { members, sessions } from "@/drizzle/schema/members";
import { memberActor, type MemberId } from "@/lib/access/types";
import { memberIdSchema } from "@/lib/access/member-id-schema";
import { useTestDatabase } from "@/testing/test-database";
import { endSessions } from "./end-sessions";
import { noteSessionUse } from "./note-session-use";
import { pruneSessions } from "./prune-sessions";
import { readSession } from "./read-session";
import { requireRecentSignIn } from "./require-recent-sign-in";
import { deviceWords, startSession } from "./start-session";

const { database } = useTestDatabase();
const idleMinutes = 60;

let memberId: MemberId;
beforeEach(async () => {
  const email = `${randomUUID()}@example.com`;
  const [row] = await database().insert(members).values({ email, role: "support" }).returning();
  memberId = memberIdSchema.parse(row?.id);
});

const firefox = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:145.0) Gecko/20100101 Firefox/145.0";
const start = async () => {
  const asked = { memberId, method: "password", userAgent: firefox, address: "192.0.2.7" } as const;
  return (await startSession(database(), { ...asked, now: new Date() })).id;
};
const read = (id: string) => readSession(database(), { id, idleMinutes });

/** Makes a session older than it is. */
const age = (id: string, minutes: number, column: "lastSeenAt" | "expiresAt" | "authenticatedAt") =>
  database()
    .update(sessions)
    .set({ [column]: sql`${sessions[column]} - make_interval(mins => ${minutes})` })
    .where(eq(sessions.id, id));

describe("a session", () => {
  it("is a new one at every sign-in, and tells who is signed in where (ASVS 3.2.1, 3.2.3)", async () => {
    const [one, other] = [await start(), await start()];
    expect(one).not.toBe(other);
    for (const id of [one, other])
      expect(await read(id)).toMatchObject({ member: { id: memberId, role: "support" }, session: { id } });
    const [row] = await database().select().from(sessions).where(eq(sessions.id, one));
    expect(row).toMatchObject({ device: "Firefox on Windows", address: "192.0.2.7", endedAt: null });
    expect(await read(randomUUID())).toBeNull();
  });

  it("is not started by a password that is being changed, or for a member who is being disabled", async () => {
    const asked = {
      memberId,
      method: "password",
      userAgent: firefox,
      address: null,
      now: new Date(),
    } as const;
    await database().update(members).set({ passwordHash: "old" }).where(eq(members.id, memberId));
    expect(await startSession(database(), { ...asked, passwordHash: "old" })).toMatchObject({});
    for (const change of [{ passwordHash: "new" }, { disabledAt: new Date() }]) {
      let starting: Promise<unknown> = Promise.resolve();
      await database().transaction(async (transaction) => {
        await transaction.update(members).set(change).where(eq(members.id, memberId));
        starting = startSession(database(), { ...asked, passwordHash: "old" });
        starting.catch(() => undefined);
        await endSessions(transaction, { memberId, reason: "password_changed" });
      });
      await expect(starting).rejects.toMatchObject({ code: "not_signed_in" });
      await database()
        .update(members)
        .set({ passwordHash: "old", disabledAt: null })
        .where(eq(members.id, memberId));
    }
    const open = await database().$count(
      sessions,
      and(eq(sessions.memberId, memberId), isNull(sessions.endedAt)),
    );
    expect(open).toBe(0);
  });

  it("lasts twelve hours, however much it is used", async () => {
    const id = await start();
    await age(id, 12 * 60 - 1, "expiresAt");
    expect(await read(id)).not.toBeNull();
    await age(id, 2, "lastSeenAt");
    await noteSessionUse(database(), id);
    await age(id, 1, "expiresAt");
    expect(await read(id)).toBeNull();
  });

  it("ends after an hour without use, for good (ASVS 3.3.2)", async () => {
    const id = await start();
    await age(id, 59, "lastSeenAt");
    expect(await read(id)).not.toBeNull();
    await noteSessionUse(database(), id);
    await age(id, 59, "lastSeenAt");
    expect(await read(id)).not.toBeNull();
    await age(id, 1, "lastSeenAt");
    expect(await read(id)).toBeNull();
  });

  it("is noted as in use once a minute, and not when it has ended", async () => {
    const seenAt = async (id: string) => {
      const [row] = await database().select().from(sessions).where(eq(sessions.id, id));
      return row?.lastSeenAt.getTime();
    };
    const id = await start();
    const startedAt = await seenAt(id);
    await noteSessionUse(database(), id);
    expect(await seenAt(id)).toBe(startedAt);
    await age(id, 5, "lastSeenAt");
    await noteSessionUse(database(), id);
    expect(await seenAt(id)).toBeGreaterThanOrEqual(startedAt ?? 0);
    await endSessions(database(), { memberId, reason: "signed_out" });
    await age(id, 5, "lastSeenAt");
    const endedAt = await seenAt(id);
    await noteSessionUse(database(), id);
    expect(await seenAt(id)).toBe(endedAt);
  });

  it("is refused while its member is disabled, and follows the member's role", async () => {
    const id = await start();
    await database().update(members).set({ role: "admin" }).where(eq(members.id, memberId));
    expect((await read(id))?.member.role).toBe("admin");
    await database().update(members).set({ disabledAt: new Date() }).where(eq(members.id, memberId));
    expect(await read(id)).toBeNull();
  });
});

describe("endSessions", () => {
  it("ends all, all but one, or one, says why, and leaves other members alone (ASVS 3.3.1, ASVS 3.3.3)", async () => {
    const reasonOf = async (id: string) => {
      const [row] = await database().select().from(sessions).where(eq(sessions.id, id));
      return row?.endReason;
    };
    const [one, two, three] = [await start(), await start(), await start()];
    const [other] = await database()
      .insert(members)
      .values({ email: `${randomUUID()}@example.com`, role: "viewer" })
      .returning();
    const theirs = await startSession(database(), {
      memberId: other?.id ?? "",
      method: "password",
      userAgent: null,
      address: null,
      now: new Date(),
    });
    expect(await endSessions(database(), { memberId, reason: "signed_out", sessionId: one })).toBe(1);
    expect(await endSessions(database(), { memberId, reason: "signed_out", sessionId: theirs.id })).toBe(0);
    expect(
      await endSessions(database(), { memberId, reason: "password_changed", exceptSessionId: three }),
    ).toBe(1);
    expect(await Promise.all([one, two, three].map(reasonOf))).toEqual([
      "signed_out",
      "password_changed",
      null,
    ]);
    expect(await Promise.all([one, two].map(read))).toEqual([null, null]);
    expect(await endSessions(database(), { memberId, reason: "role_changed" })).toBe(1);
    expect(await read(three)).toBeNull();
    expect(await read(theirs.id)).not.toBeNull();
  });
});

describe("pruneSessions", () => {
  it("forgets a session thirty days after it ended, or had to", async () => {
    const [open, ended, expired, recent] = [await start(), await start(), await start(), await start()];
    const daysAgo = (days: number) => new Date(Date.now() - days * 86_400_000);
    const set = (id: string, values: Partial<typeof sessions.$inferInsert>) =>
      database().update(sessions).set(values).where(eq(sessions.id, id));
    await set(ended, { endedAt: daysAgo(31), endReason: "signed_out" });
    await set(expired, { expiresAt: daysAgo(31) });
    await set(recent, { endedAt: daysAgo(29), endReason: "disabled" });
    await pruneSessions(database(), new Date());
    const left = await database().select().from(sessions).where(eq(sessions.memberId, memberId));
    expect(left.map(({ id }) => id).toSorted()).toEqual([open, recent].toSorted());
  });
});

describe("requireRecentSignIn", () => {
  const now = new Date("2026-03-01T12:00:00Z");
  const asked = (authenticatedAt: string | null) =>
    requireRecentSignIn({
      actor: memberActor({ id: memberId, email: "ada@example.com", role: "admin" }),
      now: () => now,
      ...(authenticatedAt === null
        ? {}
        : { session: { id: randomUUID(), authenticatedAt: new Date(authenticatedAt) } }),
    });

  it("passes for a quarter of an hour", () => {
    expect(() => asked("2026-03-01T11:45:01Z")).not.toThrow();
    for (const at of ["2026-03-01T11:45:00Z", "2026-03-01T00:00:00Z", null])
      expect(() => asked(at)).toThrow(expect.objectContaining({ code: "reauthentication_required" }));
  });

  it("passes keys and the system, which no dialog can ask", () => {
    const actors = [
      { kind: "system", id: "runner", label: "Lethe" },
      { kind: "api-key", id: randomUUID(), label: "Support bot", role: "admin" },
    ] as const;
    for (const actor of actors) expect(() => requireRecentSignIn({ actor, now: () => now })).not.toThrow();
  });
});

describe("deviceWords", () => {
  it.each([
    [firefox, "Firefox on Windows"],
    [
      "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Mobile/15E148 Safari/604.1",
      "Safari on iOS",
    ],
    [
      "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36",
      "Chrome on Linux",
    ],
    ["curl/8.5.0", "Unknown device"],
    ["", "Unknown device"],
    [null, "Unknown device"],
  ])("%s", (userAgent, words) => expect(deviceWords(userAgent)).toBe(words));
});
