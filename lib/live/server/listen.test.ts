import { randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import { afterEach, describe, expect, it } from "vitest";
import { endSessions } from "@/lib/access/server/end-sessions";
import { startSession } from "@/lib/access/server/start-session";
import { members } from "@/drizzle/schema/members";
import { startDatabaseProxy } from "@/testing/database-proxy";
import { useTestDatabase } from "@/testing/test-database";
import { startListening, type Listener, type Listening } from "./listen";
import { notifyMemoriesChanged } from "@/lib/database/server/notify-memories-changed";

const { database, url } = useTestDatabase();
let listening: Listening | undefined;
afterEach(async () => {
  await listening?.close();
});

type Heard = Parameters<Listener>[0];

/** What a new subscriber receives, and a way to wait for it. */
const hear = (ear: Listening) => {
  const heard: Heard[] = [];
  const unsubscribe = ear.subscribe((message) => heard.push(message));
  const until = async (isSo: (messages: Heard[]) => boolean): Promise<void> => {
    for (
      const end = Date.now() + 15_000;
      !isSo(heard);
      await new Promise((resolve) => setTimeout(resolve, 5))
    ) {
      if (Date.now() > end) throw new Error(`Heard only ${JSON.stringify(heard)}.`);
    }
  };
  const isLive = () =>
    until((messages) => messages.some((message) => message.topic === "listening" && message.isListening));
  return { heard, unsubscribe, until, isLive };
};

const notify = (payload: string) => database().execute(sql`select pg_notify('lethe_deletions', ${payload})`);

describe("listening", () => {
  it("hears of deletions and memories, and of nothing that is not Lethe's", async () => {
    listening = startListening(url());
    const ear = hear(listening);
    expect(ear.heard).toEqual([{ topic: "listening", isListening: false }]);
    await ear.isLive();
    const id = randomUUID();
    for (const payload of ["", "nonsense", "{}", JSON.stringify({ id, status: "lost" })])
      await notify(payload);
    await notify(JSON.stringify({ id, status: "completed" }));
    await notifyMemoriesChanged(database());
    await ear.until((heard) => heard.at(-1)?.topic === "memories");
    expect(ear.heard.slice(2)).toEqual([
      { topic: "deletions", id, status: "completed", isFinished: true },
      { topic: "memories" },
    ]);
    ear.unsubscribe();
    const late = hear(listening);
    await notifyMemoriesChanged(database());
    await late.until((heard) => heard.length === 2);
    expect(late.heard).toEqual([{ topic: "listening", isListening: true }, { topic: "memories" }]);
    expect(ear.heard).toHaveLength(4);
  });

  it("hears whose sessions have ended", async () => {
    listening = startListening(url());
    const ear = hear(listening);
    await ear.isLive();
    const [member] = await database()
      .insert(members)
      .values({ email: `${randomUUID()}@example.com`, role: "viewer" })
      .returning();
    const memberId = member?.id ?? "";
    await startSession(database(), {
      memberId,
      method: "password",
      userAgent: null,
      address: null,
      now: new Date(),
    });
    await database().transaction((transaction) =>
      endSessions(transaction, { memberId, reason: "role_changed" }),
    );
    await ear.until((heard) => heard.length === 3);
    expect(ear.heard.at(-1)).toEqual({ topic: "sessions", memberId });
  });

  it("says so when it is cut off, and connects again by itself", async () => {
    listening = startListening(url());
    const ear = hear(listening);
    await ear.isLive();
    await database().execute(
      sql`select pg_terminate_backend(pid) from pg_stat_activity
        where application_name = 'lethe listener' and datname = current_database()`,
    );
    await ear.until((heard) => heard.length === 4);
    expect(ear.heard.slice(1)).toEqual(
      [true, false, true].map((isListening) => ({ topic: "listening", isListening })),
    );
    await notifyMemoriesChanged(database());
    await ear.until((heard) => heard.at(-1)?.topic === "memories");
  });

  it("waits for a database that is away for a while", async () => {
    const proxy = await startDatabaseProxy(url());
    await proxy.stop();
    listening = startListening(proxy.url);
    const ear = hear(listening);
    await new Promise((resolve) => setTimeout(resolve, 700));
    expect(ear.heard).toEqual([{ topic: "listening", isListening: false }]);
    await proxy.start();
    await ear.isLive();
    await proxy.stop();
    await ear.until((heard) => heard.at(-1)?.topic === "listening" && heard.length === 3);
    await proxy.start();
    await ear.until((heard) => heard.length === 4);
    await listening.close();
    await proxy.stop();
  });

  it("notices a path that has fallen silent, and hears again by another", async () => {
    const proxy = await startDatabaseProxy(url());
    listening = startListening(proxy.url);
    const ear = hear(listening);
    await ear.isLive();
    proxy.silence();
    await ear.until((heard) => heard.length === 4);
    expect(ear.heard.slice(2)).toEqual(
      [false, true].map((isListening) => ({ topic: "listening", isListening })),
    );
    await notifyMemoriesChanged(database());
    await ear.until((heard) => heard.at(-1)?.topic === "memories");
    await listening.close();
    await proxy.stop();
  });

  it("leaves nothing behind at a reconnection", async () => {
    const warnings: string[] = [];
    const note = ({ name }: Error) => warnings.push(name);
    process.on("warning", note);
    const proxy = await startDatabaseProxy(url());
    listening = startListening(proxy.url);
    const ear = hear(listening);
    // Node warns of the eleventh listener.
    for (let count = 2; count < 26; count += 2) {
      await ear.until((heard) => heard.length === count);
      await proxy.stop();
      await proxy.start();
    }
    await listening.close();
    await proxy.stop();
    process.off("warning", note);
    expect(warnings).toEqual([]);
  });

  it("closes at once, also while nobody answers", async () => {
    const proxy = await startDatabaseProxy(url());
    await proxy.stop();
    const deaf = startListening(proxy.url);
    await new Promise((resolve) => setTimeout(resolve, 300));
    const startedAt = performance.now();
    await deaf.close();
    expect(performance.now() - startedAt).toBeLessThan(1_500);
  });
});
