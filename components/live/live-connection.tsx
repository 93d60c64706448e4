"use client";

import { matchQuery, useQueryClient, type QueryKey } from "@tanstack/react-query";
import { createContext, useContext, useEffect, useState, type ReactNode } from "react";
import { approvalKeys } from "@/lib/approvals/query-options";
import { deletionKeys } from "@/lib/deletions/query-options";
import type { LiveMessage } from "@/lib/live/live-message";
import { alarmKeys } from "@/lib/alarms/query-options";
import { memoryKeys } from "@/lib/browse/memory-queries";
import { ticketKeys } from "@/lib/tickets/query-options";
import { watchKeys } from "@/lib/watches/query-options";
import { worklistKeys } from "@/lib/worklists/worklist-queries";
import { interrupt } from "@/components/layout/interruption";
import { openSharedStream, type LiveState } from "./shared-stream";

const pollMs = 1_500;
const coolingMsMin = 30;
const coolingMsMax = 200;
/** Longer than the server takes for a page. */
const pageMsMax = 10_000;
const LiveContext = createContext<LiveState>("connecting");

/** Whether this page receives changes as they happen. */
export const useLiveState = (): LiveState => useContext(LiveContext);

/** Keeps the query cache true: by the event stream that a browser's tabs share, or by polling while there is none. */
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
    // When the last change of these keys arrived.
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
    /** A look at a store takes its time: one under way is let come to its end, but for the last change of all. */
    const lookAgain = (isLast: boolean) =>
      void queryClient.invalidateQueries({ queryKey: watchKeys.looks }, { cancelRefetch: isLast });
    /** Each of these reads a whole store: what is shown is asked again a while later, and what is not, when it is shown. */
    const countAgain = () =>
      void queryClient.invalidateQueries({ queryKey: worklistKeys.all, refetchType: "none" });
    const hear = (message: LiveMessage) => {
      switch (message.topic) {
        case "deletions":
          // What is frozen can be decided, and what has ended cannot any more.
          changed(
            deletionKeys.all,
            ...(message.status === "waiting" || message.isFinished ? [approvalKeys.all] : []),
            // A ticket's page shows its deletions.
            ...(message.isFinished ? [ticketKeys.details, memoryKeys.all] : [ticketKeys.details]),
          );
          countAgain();
          lookAgain(message.isFinished);
          return;
        case "approvals":
          changed(approvalKeys.all);
          return;
        case "tickets":
          changed(ticketKeys.all);
          return;
        case "ledger":
          changed(alarmKeys.all);
          return;
        case "memories":
          changed(memoryKeys.all);
          countAgain();
          lookAgain(false);
          return;
        case "release":
          if (message.release !== document.documentElement.dataset.release) interrupt("updated");
          return;
        case "listening":
        case "heartbeat":
          return;
      }
    };
    const noteState = (next: LiveState) => {
      setState(next);
      // Changes during the interruption were missed.
      if (next === "live")
        changed(deletionKeys.all, approvalKeys.all, ticketKeys.all, alarmKeys.all, memoryKeys.all);
    };
    const closeStream = openSharedStream({ onMessage: hear, onState: noteState });
    return () => {
      isClosed = true;
      stopWatching();
      closeStream();
    };
  }, [queryClient]);

  useEffect(() => {
    if (state !== "polling") return undefined;
    const timer = setInterval(() => {
      void queryClient.invalidateQueries({ queryKey: deletionKeys.all });
      void queryClient.invalidateQueries({ queryKey: approvalKeys.all });
      void queryClient.invalidateQueries({ queryKey: ticketKeys.all });
      void queryClient.invalidateQueries({ queryKey: alarmKeys.all });
      void queryClient.invalidateQueries({ queryKey: memoryKeys.all, predicate: isPage });
    }, pollMs);
    return () => clearInterval(timer);
  }, [state, queryClient]);

  return <LiveContext value={state}>{children}</LiveContext>;
};

/** Of memories the rows and no counts, which can take a while in a large store. */
const isPage = ({ queryKey }: { queryKey: QueryKey }): boolean => queryKey[2] === "page";

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
