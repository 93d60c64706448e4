"use client";

import { useClock } from "@/components/ui/use-clock";

const timeFormat = new Intl.DateTimeFormat(undefined, { timeStyle: "medium" });
const dayFormat = new Intl.DateTimeFormat(undefined, { dateStyle: "medium", timeStyle: "medium" });
const dayMs = 86_400_000;

/** The time of day to the second, with the day when that is another one. Nothing before the browser knows its zone. */
export const ClockTime = ({ at }: { at: string }) => {
  const now = useClock("halfMinute");
  if (now === null) return null;
  const date = new Date(at);
  const isToday = now - date.getTime() < dayMs && new Date(now).getDate() === date.getDate();
  return (
    <time dateTime={at} title={`${at.slice(0, 19).replace("T", " ")} UTC`} className="whitespace-nowrap">
      {(isToday ? timeFormat : dayFormat).format(date)}
    </time>
  );
};
