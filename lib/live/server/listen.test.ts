import { createServer, connect, type Server, type Socket } from "node:net";
import { randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import { afterEach, describe, expect, it } from "vitest";
import type { LiveMessage } from "@/lib/live/live-message";
import { useTestDatabase } from "@/lib/testing/test-database";
import { startListening, type Listening } from "./listen";
import { notifyMemoriesChanged } from "./live-channels";

const { database, url } = useTestDatabase();
let listening: Listening | undefined;
afterEach(async () => {
  await listening?.close();
});

/** What a new subscriber hears, and a way to wait for it. */
const hear = (ear: Listening) => {
  const heard: LiveMessage[] = [];
  const unsubscribe = ear.subscribe((message) => heard.push(message));
  const until = async (isSo: (messages: LiveMessage[]) => boolean): Promise<void> => {
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
    const proxy = await startProxy();
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

  it("closes at once, also while nobody answers", async () => {
    const proxy = await startProxy();
    await proxy.stop();
    const deaf = startListening(proxy.url);
    await new Promise((resolve) => setTimeout(resolve, 300));
    const startedAt = performance.now();
    await deaf.close();
    expect(performance.now() - startedAt).toBeLessThan(1_500);
  });
});

/** Stands between Lethe and Postgres, and can be taken away. */
const startProxy = async () => {
  const target = new URL(url());
  const sockets = new Set<Socket>();
  let server: Server | undefined;
  let port = 0;
  const start = async (): Promise<void> => {
    server = createServer((socket) => {
      const onward = connect(Number(target.port), target.hostname);
      for (const each of [socket, onward]) {
        sockets.add(each);
        each
          .on("error", () => undefined)
          .on("close", () => {
            socket.destroy();
            onward.destroy();
          });
      }
      socket.pipe(onward).pipe(socket);
    });
    await new Promise<void>((resolve) => server?.listen(port, "127.0.0.1", resolve));
    const address = server.address();
    if (typeof address === "object" && address !== null) port = address.port;
  };
  const stop = async (): Promise<void> => {
    for (const socket of sockets) socket.destroy();
    sockets.clear();
    await new Promise((resolve) => (server === undefined ? resolve(null) : server.close(resolve)));
  };
  await start();
  return { url: Object.assign(new URL(url()), { host: `127.0.0.1:${port}` }).toString(), start, stop };
};
