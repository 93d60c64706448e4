import { nextTime } from "@/lib/retention/schedule";
import type { RetentionRule } from "@/lib/retention/types";

/**
 * When a memory goes whose waiting ends at `dueAt`: the day of the first run from then on, in the time zone of the rule. `now` by the
 * server's clock.
 */
export const goesOnWords = (
  dueAt: string,
  { status, nextRunAt, current }: Pick<RetentionRule, "status" | "nextRunAt" | "current">,
  now: string,
): string => {
  if (status !== "on") return "stays while the rule is not on";
  const from = Math.max(Date.parse(dueAt), Date.parse(now));
  const isAskedFor = nextRunAt !== null && Date.parse(nextRunAt) >= from;
  const at = isAskedFor ? new Date(nextRunAt) : nextTime(current, new Date(from - 1));
  if (at === null) return "stays, as the rule does not run again";
  const day = new Intl.DateTimeFormat("en-GB", {
    timeZone: current.timeZone,
    weekday: "short",
    day: "numeric",
    month: "short",
    year: "numeric",
  }).format(at);
  return `goes on ${day}`;
};
