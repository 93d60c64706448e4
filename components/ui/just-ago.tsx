"use client";

import { useSyncExternalStore } from "react";
import { Instant } from "./instant";
import { relativeTime } from "./relative-time";

const second = 1_000;
const listeners = new Set<() => void>();
let now = Date.now();
let timer: ReturnType<typeof setInterval> | undefined;

const subscribe = (listener: () => void) => {
  listeners.add(listener);
  if (timer === undefined) now = Date.now();
  timer ??= setInterval(() => {
    now = Date.now();
    listeners.forEach((tell) => tell());
  }, second);
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    clearInterval(timer);
    timer = undefined;
  };
};

/** How long ago, by the second within the first minute: for what somebody waits for. */
export const JustAgo = ({ at }: { at: string }) => {
  const current = useSyncExternalStore(
    subscribe,
    () => now,
    () => null,
  );
  const distance = current === null ? 0 : Date.parse(at) - current;
  if (current === null || distance > -second || distance <= -60 * second) return <Instant at={at} />;
  return (
    <time dateTime={at} title={at} className="whitespace-nowrap">
      {relativeTime(Date.parse(at), current, { countsSeconds: true })}
    </time>
  );
};
