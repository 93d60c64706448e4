import { randomUUID } from "node:crypto";
import { eq, sql } from "drizzle-orm";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { members, sessions } from "@/drizzle/schema/members";
import { endSessions } from "@/lib/access/server/end-sessions";
import { makeKnownSessions } from "@/lib/access/server/known-sessions";
import { noteSessionUse } from "@/lib/access/server/note-session-use";
import { readSession, type SignedIn } from "@/lib/access/server/read-session";
import { startSession } from "@/lib/access/server/start-session";
import type { MemberId } from "@/lib/access/types";
import { memberIdSchema } from "@/lib/access/member-id-schema";
import { startListening } from "@/lib/live/server/listen";
import { useTestDatabase } from "@/testing/test-database";
import { startKnownSessions } from "./start-known-sessions";

const { database, url } = useTestDatabase();
const idleMinutes = 60;

/** What one process of Lethe knows of sessions. Everything else of this test is done by another one. */
const startProcess = () => {
  const known = makeKnownSessions();
  const listening = startListening(url());
  const stopKnowing = startKnownSessions(known, listening);
  let readCount = 0;
  const heard = { sessions: 0, isListening: false };
  const stopHearing = listening.subscribe((message) => {
    if (message.topic === "listening") heard.isListening = message.isListening;
    if (message.topic === "sessions") heard.sessions++;
  });
  const find = (id: string, now = new Date(), before: () => Promise<unknown> = () => Promise.resolve()) =>
    known.find({
      id,
      idleMinutes,
      now,
      read: async () => {
        readCount++;
        const signedIn = await readSession(database(), { id, idleMinutes });
        await before();
        return signedIn;
      },
    });
  return {
    known,
    find,
    heard,
    readCount: () => readCount,
    stop: async () => {
      stopKnowing();
      stopHearing();
      await listening.close();
    },
  };
};

const processes: ReturnType<typeof startProcess>[] = [];
const started = async () => {
  const each = startProcess();
  processes.push(each);
  await vi.waitFor(() => expect(each.heard.isListening).toBe(true), { timeout: 10_000, interval: 5 });
  return each;
};

let memberId: MemberId;
beforeEach(async () => {
  const email = `${randomUUID()}@example.com`;
  const [row] = await database()
    .insert(members)
    .values({ email, role: "support", passwordHash: "x" })
    .returning();
  memberId = memberIdSchema.parse(row?.id);
});
afterEach(async () => {
  await Promise.all(processes.splice(0).map((each) => each.stop()));
});

const signIn = async () => {
  const asked = { memberId, method: "password", userAgent: null, address: null, now: new Date() } as const;
  return (await startSession(database(), asked)).id;
};

/** Does it, and waits until the process has been notified. */
const until = async (process: ReturnType<typeof startProcess>, change: () => Promise<unknown>) => {
  const before = process.heard.sessions;
  await change();
  await vi.waitFor(() => expect(process.heard.sessions).toBeGreaterThan(before), {
    timeout: 10_000,
    interval: 1,
  });
};

const set = (id: string, values: object) =>
  database().update(sessions).set(values).where(eq(sessions.id, id));
const setMember = (values: object) => database().update(members).set(values).where(eq(members.id, memberId));

describe("what is known of a session", () => {
  it("is read once, and again after five seconds at the latest", async () => {
    const process = await started();
    const id = await signIn();
    const first = await process.find(id);
    expect(first).toMatchObject({ member: { id: memberId, role: "support" }, session: { id } });
    expect(await process.find(id)).toBe(first);
    expect(process.readCount()).toBe(1);
    const nowAt = performance.now();
    const clock = vi.spyOn(performance, "now").mockReturnValue(nowAt + 5_001);
    expect(await process.find(id)).toEqual(first);
    clock.mockRestore();
    expect(process.readCount()).toBe(2);
  });

  it.each<{ name: string; change: (id: string) => Promise<unknown> }>([
    { name: "signed out", change: () => endSessions(database(), { memberId, reason: "signed_out" }) },
    { name: "disabled", change: () => setMember({ disabledAt: new Date() }) },
    { name: "idle", change: (id) => set(id, { lastSeenAt: sql`now() - interval '61 minutes'` }) },
    { name: "at its end", change: (id) => set(id, { expiresAt: sql`now()` }) },
    { name: "removed", change: (id) => database().delete(sessions).where(eq(sessions.id, id)) },
  ])("lets nobody in who was $name by another process", async ({ change }) => {
    const [one, other] = [await started(), await started()];
    const id = await signIn();
    const asked = [one, other];
    for (const each of asked) expect(await each.find(id)).not.toBeNull();
    await Promise.all(
      asked.map((each, index) => until(each, () => (index === 0 ? change(id) : Promise.resolve()))),
    );
    for (const each of asked) expect(await each.find(id)).toBeNull();
  });

  it.each<{ name: string; values: object; read: (found: SignedIn | null) => unknown; expected: unknown }>([
    { name: "role", values: { role: "auditor" }, read: (found) => found?.member.role, expected: "auditor" },
    {
      name: "address",
      values: { email: "new@example.com" },
      read: (found) => found?.member.email,
      expected: "new@example.com",
    },
    {
      name: "password",
      values: { passwordHash: null },
      read: (found) => found?.ways.hasPassword,
      expected: false,
    },
    {
      name: "second factor",
      values: { totpConfirmedAt: new Date() },
      read: (found) => found?.ways.hasOneTimePasswords,
      expected: true,
    },
  ])("follows the member's $name", async ({ values, read, expected }) => {
    const process = await started();
    const id = await signIn();
    expect(read(await process.find(id))).not.toEqual(expected);
    await until(process, () => setMember(values));
    expect(read(await process.find(id))).toEqual(expected);
  });

  it("follows when the member last showed who they are", async () => {
    const process = await started();
    const id = await signIn();
    await process.find(id);
    const authenticatedAt = new Date("2026-03-01T12:00:00Z");
    await until(process, () => set(id, { authenticatedAt }));
    expect((await process.find(id))?.session.authenticatedAt).toEqual(authenticatedAt);
  });

  it("is not notified of use, and says itself when a session is idle or too old", async () => {
    const process = await started();
    const id = await signIn();
    await until(process, () => set(id, { lastSeenAt: sql`now() - interval '2 minutes'` }));
    await process.find(id);
    const heardBefore = process.heard.sessions;
    await noteSessionUse(database(), id);
    await until(process, () => setMember({ role: "viewer" }));
    expect(process.heard.sessions).toBe(heardBefore + 1);

    const lastSeenAt = (await process.find(id))?.lastSeenAt ?? new Date(0);
    const readBefore = process.readCount();
    await process.find(id, new Date(lastSeenAt.getTime() + 59 * 60_000));
    expect(process.readCount()).toBe(readBefore);
    await process.find(id, new Date(lastSeenAt.getTime() + 61 * 60_000));
    await process.find(id, new Date(lastSeenAt.getTime() + 24 * 3_600_000));
    expect(process.readCount()).toBe(readBefore + 2);
  });

  it("is not kept when it was read before a change that was heard meanwhile", async () => {
    const process = await started();
    const id = await signIn();
    await process.find(id, new Date(), () => until(process, () => setMember({ role: "viewer" })));
    expect((await process.find(id))?.member.role).toBe("viewer");
    expect(process.readCount()).toBe(2);
  });

  it("is nothing while the database cannot be heard, and nothing of before is left when it can be again", async () => {
    const process = await started();
    const id = await signIn();
    await process.find(id);
    await database().execute(sql`
      select pg_terminate_backend(pid) from pg_stat_activity
      where application_name = 'lethe listener' and datname = current_database()`);
    await vi.waitFor(() => expect(process.heard.isListening).toBe(false), { timeout: 10_000, interval: 1 });
    await setMember({ role: "viewer" });
    expect((await process.find(id))?.member.role).toBe("viewer");
    await vi.waitFor(() => expect(process.heard.isListening).toBe(true), { timeout: 10_000, interval: 5 });
    const found = await process.find(id);
    expect(found?.member.role).toBe("viewer");
    expect(await process.find(id)).toBe(found);
  });

  describe("in one process", () => {
    const now = new Date();
    const signedIn = (id: string): SignedIn => ({
      member: { id: memberId, email: "ada@example.com", role: "viewer" },
      session: { id, authenticatedAt: now },
      lastSeenAt: now,
      expiresAt: new Date(now.getTime() + 60_000),
      ways: { method: "password", hasPassword: true, hasOneTimePasswords: false },
    });
    const startReading = () => {
      const known = makeKnownSessions();
      let readCount = 0;
      return {
        known,
        readCount: () => readCount,
        find: (id: string) =>
          known.find({ id, idleMinutes, now, read: () => (readCount++, Promise.resolve(signedIn(id))) }),
      };
    };

    it("is nothing of before, and is read each time, while the database cannot be heard", async () => {
      const { known, find, readCount } = startReading();
      known.setListening(true);
      for (let count = 0; count < 2; count++) await find("0");
      expect(readCount()).toBe(1);
      known.setListening(false);
      for (let count = 0; count < 2; count++) await find("0");
      expect(readCount()).toBe(3);
      known.setListening(true);
      for (let count = 0; count < 2; count++) await find("0");
      expect(readCount()).toBe(4);
    });

    it("is bounded", async () => {
      const { known, find, readCount } = startReading();
      known.setListening(true);
      for (let count = 0; count <= 10_000; count++) await find(String(count));
      expect(readCount()).toBe(10_001);
      await find("0");
      expect(readCount()).toBe(10_002);
    });
  });
});
