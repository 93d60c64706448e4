import { randomUUID } from "node:crypto";
import { describe, expect, it } from "vitest";
import { release } from "@/lib/http/server/release";
import {
  liveMessageSchema,
  type HeardMessage,
  type LiveMessage,
  type SessionsChanged,
} from "@/lib/live/live-message";
import { closeAllStreams, openEventStream } from "./event-stream";
import type { Listener, Listening } from "./listen";

/** A listener that gets what the test sends. */
const makeListening = () => {
  const listeners = new Set<Listener>();
  const listening: Listening = {
    subscribe: (listener) => {
      listeners.add(listener);
      listener({ topic: "listening", isListening: true });
      return () => listeners.delete(listener);
    },
    close: () => Promise.resolve(),
  };
  return {
    listening,
    listeners,
    say: (message: HeardMessage | SessionsChanged) => listeners.forEach((listener) => listener(message)),
  };
};

const memberId = randomUUID();
const allowed = () => Promise.resolve(true);
const progress = (id: string, status = "running"): HeardMessage => ({
  topic: "deletions",
  id,
  status,
  isFinished: status === "completed",
});

/** Everything until the stream ends; what each stream says of itself is told apart. */
const readAll = async (response: Response): Promise<{ own: LiveMessage[]; messages: LiveMessage[] }> => {
  const text = await response.text();
  const all = [...text.matchAll(/^data: (.*)$/gm)].map((match) =>
    liveMessageSchema.parse(JSON.parse(match[1] ?? "")),
  );
  const isOwn = ({ topic }: LiveMessage) => topic === "release" || topic === "heartbeat";
  return { own: all.filter(isOwn), messages: all.filter((message) => !isOwn(message)) };
};
const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

describe("openEventStream", () => {
  it("has no more than twenty of a member open, and makes room when one ends", () => {
    const { listening } = makeListening();
    const [ada, grace] = [randomUUID(), randomUUID()];
    const requests = Array.from({ length: 21 }, () => new AbortController());
    const open = (index: number, of: string) =>
      openEventStream(requests[index]?.signal ?? new AbortController().signal, {
        memberId: of,
        isStillAllowed: allowed,
        listening,
      });
    for (let index = 0; index < 20; index++) open(index, ada);
    expect(() => open(20, ada)).toThrow(expect.objectContaining({ code: "too_many_attempts" }) as Error);
    expect(open(20, grace).status).toBe(200);
    requests[0]?.abort();
    expect(open(20, ada).status).toBe(200);
    for (const request of requests) request.abort();
  });

  it("streams messages until the request is given up, then leaves nothing behind", async () => {
    const { listening, listeners, say } = makeListening();
    const request = new AbortController();
    const response = openEventStream(request.signal, {
      memberId,
      isStillAllowed: allowed,
      listening,
      heartbeatMs: 20,
    });
    expect(response.headers.get("content-type")).toContain("text/event-stream");
    expect(response.headers.get("cache-control")).toBe("private, no-store, no-transform");
    const read = readAll(response);
    say({ topic: "memories" });
    await wait(60);
    request.abort();
    const { own, messages } = await read;
    expect(messages).toEqual([{ topic: "listening", isListening: true }, { topic: "memories" }]);
    expect(own[0]).toEqual({ topic: "release", release: release() });
    expect(own[1]).toEqual({ topic: "heartbeat" });
    expect(listeners.size).toBe(0);
    say({ topic: "memories" });
  });

  it("thins out progress, and holds no end back", async () => {
    const { listening, say } = makeListening();
    const request = new AbortController();
    const read = readAll(openEventStream(request.signal, { memberId, isStillAllowed: allowed, listening }));
    const [busy, quick] = [randomUUID(), randomUUID()];
    for (let batch = 0; batch < 50; batch++) say(progress(busy));
    say(progress(quick, "queued"));
    say(progress(quick, "running"));
    say(progress(quick, "completed"));
    await wait(300);
    request.abort();
    const { messages } = await read;
    expect(messages.filter((message) => message.topic === "deletions" && message.id === busy)).toHaveLength(
      2,
    );
    expect(messages.filter((message) => message.topic === "deletions" && message.id === quick)).toEqual([
      progress(quick, "queued"),
      progress(quick, "completed"),
    ]);
  });

  it.each([
    ["no", () => Promise.resolve(false)],
    ["no answer", () => Promise.reject(new Error("the database is away"))],
  ])(
    "ends when the question whether the member may still listen gets %s",
    async (_answer, isStillAllowed) => {
      const { listening, listeners } = makeListening();
      const signal = new AbortController().signal;
      await readAll(openEventStream(signal, { memberId, isStillAllowed, listening, checkMs: 20 }));
      expect(listeners.size).toBe(0);
    },
  );

  it("ends as soon as the member's session has, also when that was missed", async () => {
    for (const news of [
      [{ topic: "sessions", memberId } as const],
      [
        { topic: "listening", isListening: false } as const,
        { topic: "listening", isListening: true } as const,
      ],
    ]) {
      const { listening, listeners, say } = makeListening();
      let isOpen = true;
      let askedCount = 0;
      const isStillAllowed = () => {
        askedCount++;
        return Promise.resolve(isOpen);
      };
      const signal = new AbortController().signal;
      const read = readAll(openEventStream(signal, { memberId, isStillAllowed, listening }));
      say({ topic: "sessions", memberId: randomUUID() });
      expect(askedCount).toBe(0);
      news.forEach(say);
      await wait(10);
      expect([askedCount, listeners.size]).toEqual([1, 1]);
      isOpen = false;
      news.forEach(say);
      await read;
      expect(listeners.size).toBe(0);
    }
  });

  it("gives up on a page that does not read", async () => {
    const { listening, listeners, say } = makeListening();
    const response = openEventStream(new AbortController().signal, {
      memberId,
      isStillAllowed: allowed,
      listening,
    });
    for (let count = 0; count < 1_100; count++) say({ topic: "memories" });
    expect(listeners.size).toBe(0);
    await response.body?.cancel();
  });

  it("ends with the server, and opens no more", async () => {
    const { listening, listeners } = makeListening();
    const open = [1, 2].map(() =>
      openEventStream(new AbortController().signal, { memberId, isStillAllowed: allowed, listening }),
    );
    closeAllStreams();
    await Promise.all(open.map(readAll));
    expect(listeners.size).toBe(0);
    expect(
      openEventStream(new AbortController().signal, { memberId, isStillAllowed: allowed, listening }).status,
    ).toBe(503);
  });
});
