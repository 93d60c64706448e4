import { release } from "@/lib/http/server/release";
import type { LiveMessage } from "@/lib/live/live-message";
import { ExpectedError } from "@/lib/errors/expected-error";
import { serverListening, type Listening } from "./listen";
import { throttleMessages } from "./throttle-messages";

type StreamOptions = {
  /** Whose page it is. */
  memberId: string;
  /**
   * Asked every minute, when the member or their sessions have changed, and when that may have been missed; the stream ends when the
   * answer is no, or cannot be had.
   */
  isStillAllowed: () => Promise<boolean>;
  listening?: Listening;
  heartbeatMs?: number;
  checkMs?: number;
};

// Next bundles routes and instrumentation apart; see listen.ts.
type Streams = { open: Set<() => void>; ofMember: Map<string, number>; isClosing: boolean };
const shared = globalThis as typeof globalThis & { letheStreams?: Streams };
const streams = (): Streams =>
  (shared.letheStreams ??= { open: new Set(), ofMember: new Map(), isClosing: false });

/** A page that falls so many messages behind is not reading; it starts anew, and reads everything again. */
const queuedMax = 1_000;

/** Of a member, in this process: it is its sockets that they hold. The tabs of a browser share one. */
const streamsMax = 20;

/**
 * Server-sent events for one page, until its request's `signal` aborts: each message is a LiveMessage as JSON. The first ones
 * say which build this is, and whether the server itself receives changes. Answers 503 while the server is stopping.
 * Throws ExpectedError too_many_attempts when the member has too many open.
 */
export const openEventStream = (signal: AbortSignal, options: StreamOptions): Response => {
  const { memberId, isStillAllowed, listening = serverListening() } = options;
  const { heartbeatMs = 15_000, checkMs = 60_000 } = options;
  if (streams().isClosing || signal.aborted) return new Response(null, { status: 503 });
  const { ofMember } = streams();
  const openCount = ofMember.get(memberId) ?? 0;
  if (openCount >= streamsMax) throw tooManyStreams();
  ofMember.set(memberId, openCount + 1);
  let close: () => void = () => undefined;

  const body = new ReadableStream<Uint8Array>(
    {
      start: (controller) => {
        const encoder = new TextEncoder();
        const write = (text: string): void => {
          if ((controller.desiredSize ?? 0) < -queuedMax) close();
          else controller.enqueue(encoder.encode(text));
        };
        const say = (message: LiveMessage) => write(`data: ${JSON.stringify(message)}\n\n`);
        const throttle = throttleMessages(say);
        // So that proxies do not think the connection dead, and other tabs not the one that listens for them.
        const heartbeat = setInterval(() => say({ topic: "heartbeat" }), heartbeatMs);
        const ask = () =>
          void isStillAllowed()
            .catch(() => false)
            .then((isAllowed) => (isAllowed ? undefined : close()));
        const check = setInterval(ask, checkMs);
        let unsubscribe: () => void = () => undefined;
        let isOpen = true;
        close = () => {
          if (!isOpen) return;
          isOpen = false;
          const left = (ofMember.get(memberId) ?? 1) - 1;
          if (left > 0) ofMember.set(memberId, left);
          else ofMember.delete(memberId);
          unsubscribe();
          throttle.stop();
          clearInterval(heartbeat);
          clearInterval(check);
          streams().open.delete(close);
          signal.removeEventListener("abort", close);
          try {
            controller.close();
          } catch {
            // The reader has gone already.
          }
        };
        streams().open.add(close);
        // Next never calls cancel() when a page is closed; the request's signal aborts.
        signal.addEventListener("abort", close, { once: true });
        write("retry: 1000\n\n");
        say({ topic: "release", release: release() });
        let wasDeaf = false;
        unsubscribe = listening.subscribe((message) => {
          if (message.topic === "sessions") {
            if (message.memberId === memberId) ask();
            return;
          }
          throttle.push(message);
          if (message.topic !== "listening") return;
          if (message.isListening && wasDeaf) ask();
          wasDeaf = !message.isListening;
        });
      },
      cancel: () => close(),
    },
    { highWaterMark: 1 },
  );
  return new Response(body, {
    headers: {
      "content-type": "text/event-stream; charset=utf-8",
      "cache-control": "private, no-store, no-transform",
      "x-accel-buffering": "no",
    },
  });
};

const tooManyStreams = (): ExpectedError =>
  new ExpectedError("too_many_attempts", "You have Lethe open in too many browsers.", {
    retryAfterSeconds: 60,
  });

/** Ends every open stream and opens no more: a server with an open stream does not stop. */
export const closeAllStreams = (): void => {
  streams().isClosing = true;
  for (const close of [...streams().open]) close();
};
