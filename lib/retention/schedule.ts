import { Cron } from "croner";

/** When a rule runs: five fields of cron, read by the clocks of an IANA time zone. */
export type Schedule = { schedule: string; timeZone: string };

const hourMs = 3_600_000;
/** A rule that ran more often would find the same again, and its waiting list would never rest. */
const hoursApartMin = 1;
/** Enough of them to meet every hour of a day and a change of the clocks. */
const comparedCount = 60;
/** More missed instants are one run all the same, and need no number. */
export const missedCountMax = 1_000;

/**
 * The next instants of a schedule after an instant, at most `count`; throws when it is none. A time that a change to summer time
 * leaves out is the first instant after the gap; one that comes twice when it ends is the first of the two.
 */
export const nextTimes = ({ schedule, timeZone }: Schedule, after: Date, count: number): Date[] =>
  new Cron(schedule, { timezone: timeZone, mode: "5-part", paused: true }).nextRuns(count, after);

/** The next one; null when none ever comes (30 February). */
export const nextTime = (schedule: Schedule, after: Date): Date | null =>
  nextTimes(schedule, after, 1)[0] ?? null;

/** The last so many midnights of a time zone, oldest first, the last one at `now` at the latest. */
export const midnights = (timeZone: string, now: Date, count: number): Date[] => {
  const from = new Date(now.getTime() - (count + 1) * 24 * hourMs);
  return nextTimes({ schedule: "0 0 * * *", timeZone }, from, count + 2)
    .filter((time) => time <= now)
    .slice(-count);
};

/** What is wrong with a schedule, as a sentence; null when nothing is. */
export const scheduleProblem = ({ schedule, timeZone }: Schedule, now: Date): string | null => {
  if (!isTimeZone(timeZone)) return "There is no such time zone. Name one as “Europe/Berlin”, or UTC.";
  let times: Date[];
  try {
    times = nextTimes({ schedule, timeZone }, now, comparedCount);
  } catch {
    return "The schedule cannot be read. Write the five fields of cron: minute, hour, day of the month, month, day of the week.";
  }
  if (times.length === 0) return "This schedule never comes.";
  const isTooOften = times.some(
    (time, index) =>
      index > 0 && time.getTime() - (times[index - 1]?.getTime() ?? 0) < hoursApartMin * hourMs,
  );
  return isTooOften ? "A rule can run once an hour at most." : null;
};

export const isTimeZone = (timeZone: string): boolean => {
  try {
    new Intl.DateTimeFormat("en", { timeZone });
    return true;
  } catch {
    return false;
  }
};

/**
 * What has become of a schedule whose next instant was `dueAt`, when it is looked at late: how many more instants have passed since,
 * which the one run stands for, and when it comes next. Reckoned from the schedule alone, so that a late run moves no later one.
 */
export const afterDue = (
  schedule: Schedule,
  { dueAt, now }: { dueAt: Date; now: Date },
): { missedCount: number; nextAt: Date | null } => {
  let missedCount = 0;
  let next = nextTime(schedule, dueAt);
  while (next !== null && next <= now && missedCount < missedCountMax) {
    missedCount++;
    next = nextTime(schedule, next);
  }
  return { missedCount, nextAt: next !== null && next <= now ? nextTime(schedule, now) : next };
};
