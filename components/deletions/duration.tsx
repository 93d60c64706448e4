"use client";

import { useSyncExternalStore } from "react";
import type { Deletion } from "@/lib/deletions/types";
import { durationWords } from "./duration-words";

const listeners = new Set<() => void>();
let now = Date.now();
let timer: ReturnType<typeof setInterval> | undefined;

// One clock for all running deletions on the page.
const subscribe = (listener: () => void) => {
  // The clock stands still without subscribers.
  if (timer === undefined) now = Date.now();
  listeners.add(listener);
  timer ??= setInterval(() => {
    now = Date.now();
    listeners.forEach((tell) => tell());
  }, 1000);
  return () => {
    listeners.delete(listener);
    if (listeners.size === 0) {
      clearInterval(timer);
      timer = undefined;
    }
  };
};

/** How long a deletion took, or has taken until now. Waiting before its start does not count. */
export const DeletionDuration = ({ deletion }: { deletion: Deletion }) => {
  const { startedAt, finishedAt } = deletion;
  if (startedAt === null)
    return <span className="text-muted">{finishedAt === null ? "Not started" : "Never started"}</span>;
  if (finishedAt === null) return <Elapsed since={startedAt} />;
  return <>{durationWords(Date.parse(finishedAt) - Date.parse(startedAt))}</>;
};

const Elapsed = ({ since }: { since: string }) => {
  const current = useSyncExternalStore(
    subscribe,
    () => now,
    () => null,
  );
  if (current === null) return <span className="text-muted">…</span>;
  return <span className="text-muted">{durationWords(Math.max(0, current - Date.parse(since)))} so far</span>;
};
