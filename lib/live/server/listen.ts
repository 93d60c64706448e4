import { setTimeout as delay } from "node:timers/promises";
import { z } from "zod";
import { WatchedClient } from "@/lib/database/server/watched-client";
import { env } from "@/lib/env/env";
import type { HeardMessage, SessionsChanged } from "@/lib/live/live-message";
import { deletionStatuses, isFinished } from "@/lib/deletions/status";

export type Listener = (message: HeardMessage | SessionsChanged) => void;

/** A process's ear on the database. */
export type Listening = {
  /** Calls `listener` for each message from now on, beginning with whether it is connected at all. Returns what ends that. */
  subscribe: (listener: Listener) => () => void;
  close: () => Promise<void>;
};

// Next bundles routes and instrumentation apart: a module variable would be several connections.
const shared = globalThis as typeof globalThis & { letheListening?: Listening };

/** The running server's one dedicated connection; opened at first use. */
export const serverListening = (): Listening => (shared.letheListening ??= startListening(env().databaseUrl));

const reconnectMsMin = 100;
const reconnectMsMax = 5_000;
const checkMs = 5_000;
const answerMsMax = 3_000;

/**
 * Listens to Lethe's channels on a connection of its own (a pool would hand it to others), and connects again, ever more
 * patiently, when the database has restarted. Subscribers are notified when the connection is lost and when it is back; what
 * happened in between they have to read for themselves.
 */
export const startListening = (url: string): Listening => {
  const listeners = new Set<Listener>();
  const closing = new AbortController();
  let isListening = false;

  const tell: Listener = (message) => {
    for (const listener of [...listeners]) listener(message);
  };
  const setListening = (now: boolean): void => {
    if (now === isListening) return;
    isListening = now;
    tell({ topic: "listening", isListening });
  };

  const stayConnected = async (): Promise<void> => {
    for (let attempt = 0; !closing.signal.aborted; attempt++) {
      const wasListening = await listenOnce(url, closing.signal, {
        onListening: () => setListening(true),
        onMessage: tell,
      });
      setListening(false);
      if (wasListening) attempt = 0;
      const pauseMs = Math.min(reconnectMsMax, reconnectMsMin * 2 ** attempt) * (0.75 + Math.random() / 2);
      await delay(pauseMs, undefined, { signal: closing.signal }).catch(() => undefined);
    }
  };
  const connected = stayConnected();

  return {
    subscribe: (listener) => {
      listeners.add(listener);
      listener({ topic: "listening", isListening });
      return () => listeners.delete(listener);
    },
    close: async () => {
      closing.abort();
      await connected;
    },
  };
};

/** One connection, from its start to its end; whether it got as far as listening. Never rejects. */
const listenOnce = async (
  url: string,
  signal: AbortSignal,
  { onListening, onMessage }: { onListening: () => void; onMessage: Listener },
): Promise<boolean> => {
  const client = new WatchedClient({
    connectionString: url,
    application_name: "lethe listener",
    connectionTimeoutMillis: answerMsMax,
    query_timeout: answerMsMax,
  });
  let end: () => void = () => undefined;
  const ended = new Promise<void>((resolve) => (end = resolve));
  client.on("error", end).on("end", end);
  signal.addEventListener("abort", end, { once: true });
  client.on("notification", ({ channel, payload }) => {
    const message = messageFrom(channel, payload);
    if (message !== null) onMessage(message);
  });
  let check: NodeJS.Timeout | undefined;
  let wasListening = false;
  try {
    await Promise.race([listenWith(client), ended]);
    if (signal.aborted) return false;
    wasListening = true;
    onListening();
    // A cable that was pulled out says nothing: ask now and then whether the other side is still there.
    check = setInterval(() => void client.query("select 1").catch(end), checkMs);
    await ended;
  } catch {
    // Not reachable now; the caller tries again.
  } finally {
    clearInterval(check);
    signal.removeEventListener("abort", end);
    await Promise.race([client.end().catch(() => undefined), delay(1_000)]);
  }
  return wasListening;
};

const listenWith = async (client: WatchedClient): Promise<void> => {
  await client.connect();
  for (const channel of liveChannels) await client.query(`listen ${channel}`);
};

/**
 * Postgres' NOTIFY channels. On the first two triggers speak (migrations 0001 and 0023), on the third `recordTicketEvents`,
 * on the fourth `notifyMemoriesChanged`, on the others triggers again (migrations 0053 and 0040).
 */
const liveChannels = [
  "lethe_deletions",
  "lethe_approvals",
  "lethe_tickets",
  "lethe_memories",
  "lethe_sessions",
  "lethe_ledger",
] as const;

const deletionPayload = z.object({ id: z.uuid(), status: z.enum(deletionStatuses) });

/** Reads a notification; null for one that is not Lethe's. */
const messageFrom = (channel: string, payload: string | undefined): HeardMessage | SessionsChanged | null => {
  if (channel === "lethe_memories") return { topic: "memories" };
  if (channel === "lethe_approvals") return { topic: "approvals" };
  if (channel === "lethe_tickets") return { topic: "tickets" };
  if (channel === "lethe_ledger") return { topic: "ledger" };
  if (channel === "lethe_sessions" && payload !== undefined) return { topic: "sessions", memberId: payload };
  if (channel !== "lethe_deletions" || payload === undefined) return null;
  const parsed = deletionPayload.safeParse(jsonFrom(payload));
  if (!parsed.success) return null;
  const { id, status } = parsed.data;
  return { topic: "deletions", id, status, isFinished: isFinished(status) };
};

const jsonFrom = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
};
