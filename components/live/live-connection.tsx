"use client";

import { matchQuery, useQueryClient, type QueryKey } from "@tanstack/react-query";
import { createContext, useContext, useEffect, useState, type ReactNode } from "react";
import { deletionKeys } from "@/lib/deletions/query-options";
import { liveMessageSchema } from "@/lib/live/live-message";
import { memoryKeys } from "@/lib/memories/query-options";

/** `live`: changes show by themselves. `polling`: the stream is down, and the page asks again every one and a half seconds. */
export type LiveState = "connecting" | "live" | "polling";

const pollMs = 1_500;
const reopenMs = 3_000;
const coolingMsMin = 30;
const coolingMsMax = 200;
/** Longer than the server takes for a page. */
const pageMsMax = 10_000;
const LiveContext = createContext<LiveState>("connecting");

/** Whether this page hears of changes as they happen. */
export const useLiveState = (): LiveState => useContext(LiveContext);

/** Keeps the query cache true: one event stream for the whole console, or polling while there is none. */
export const LiveConnection = ({ children }: { children: ReactNode }) => {
  const queryClient = useQueryClient();
  const [state, setState] = useState<LiveState>("connecting");

  // The outside system: the server's event stream.
  useEffect(() => {
    // At once, then as soon as that has been answered, or takes long: many deletions send dozens of messages a second, and
    // each refresh gives up the request before it.
    const stale = new Set<QueryKey>();
    let isCooling = false;
    let isClosed = false;
    const flush = async () => {
      while (stale.size > 0 && !isClosed) {
        isCooling = true;
        const refreshed = [...stale].map((queryKey) => queryClient.invalidateQueries({ queryKey }));
        stale.clear();
        await Promise.race([Promise.allSettled([...refreshed, pause(coolingMsMin)]), pause(coolingMsMax)]);
      }
      isCooling = false;
    };
    const refresh = (...keys: QueryKey[]) => {
      keys.forEach((key) => stale.add(key));
      if (!isCooling) void flush();
    };
    // When it was last heard that something of these keys changed.
    const heardAt = new Map<QueryKey, number>();
    // What the server read for a page before a change arrives with the page after it.
    const stopWatching = queryClient.getQueryCache().subscribe((event) => {
      const isArrival =
        event.type === "added" || (event.type === "updated" && event.action.type === "setState");
      if (!isArrival || event.query.state.data === undefined) return;
      for (const [key, at] of heardAt)
        // It arrives while React renders, which is no time to change anything.
        if (performance.now() - at < pageMsMax && matchQuery({ queryKey: key }, event.query))
          queueMicrotask(() => refresh(key));
    });
    const changed = (...keys: QueryKey[]) => {
      keys.forEach((key) => heardAt.set(key, performance.now()));
      refresh(...keys);
    };
    const hear = (event: MessageEvent<string>) => {
      const message = liveMessageSchema.parse(JSON.parse(event.data));
      switch (message.topic) {
        case "deletions":
          changed(deletionKeys.all, ...(message.isFinished ? [memoryKeys.all] : []));
          return;
        case "memories":
          changed(memoryKeys.all);
          return;
        case "listening":
          setState(message.isListening ? "live" : "polling");
          // What happened while nobody listened was missed.
          if (message.isListening) changed(deletionKeys.all, memoryKeys.all);
          return;
      }
    };
    let source: EventSource;
    let retry: ReturnType<typeof setTimeout> | undefined;
    const open = () => {
      source = new EventSource("/api/events");
      source.onmessage = hear;
      source.onerror = () => {
        setState("polling");
        // The browser reconnects by itself after a broken connection, and gives up after an answer that is no stream.
        if (source.readyState === EventSource.CLOSED) retry = setTimeout(open, reopenMs);
      };
    };
    open();
    return () => {
      clearTimeout(retry);
      isClosed = true;
      stopWatching();
      source.close();
    };
  }, [queryClient]);

  useEffect(() => {
    if (state !== "polling") return undefined;
    const timer = setInterval(() => {
      void queryClient.invalidateQueries({ queryKey: deletionKeys.all });
    }, pollMs);
    return () => clearInterval(timer);
  }, [state, queryClient]);

  return <LiveContext value={state}>{children}</LiveContext>;
};

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
