"use client";

import { Instant } from "./instant";
import { relativeTime } from "./relative-time";
import { useClock } from "./use-clock";

const second = 1_000;

/** How long ago, to the second within the first minute: for results that a person is waiting for. */
export const JustAgo = ({ at }: { at: string }) => {
  const current = useClock("second");
  const distance = current === null ? 0 : Date.parse(at) - current;
  if (current === null || distance > -second || distance <= -60 * second) return <Instant at={at} />;
  return (
    <time dateTime={at} title={at} className="whitespace-nowrap">
      {relativeTime(Date.parse(at), current, { countsSeconds: true })}
    </time>
  );
};
