/** What most schedules are: once a day, a week or a month, at a time of the day. `day`: 0 is Sunday, or 1 to 28 of the month. */
export type PlainSchedule =
  | { every: "day"; time: string }
  | { every: "week"; day: number; time: string }
  | { every: "month"; day: number; time: string };

export const weekdays = [
  "Sunday",
  "Monday",
  "Tuesday",
  "Wednesday",
  "Thursday",
  "Friday",
  "Saturday",
] as const;

/** Its five fields of cron. `time` is HH:MM. */
export const cronOf = (plain: PlainSchedule): string => {
  const [hour = "0", minute = "0"] = plain.time.split(":");
  const at = `${Number(minute)} ${Number(hour)}`;
  switch (plain.every) {
    case "day":
      return `${at} * * *`;
    case "week":
      return `${at} * * ${plain.day}`;
    case "month":
      return `${at} ${plain.day} * *`;
  }
};

/** The plain choice that a schedule is; null when it is none. */
export const plainScheduleOf = (schedule: string): PlainSchedule | null => {
  const match = /^(\d{1,2}) (\d{1,2}) (\*|\d{1,2}) \* (\*|[0-7])$/.exec(schedule.trim());
  if (match === null) return null;
  const [, minute = "", hour = "", dayOfMonth = "", dayOfWeek = ""] = match;
  if (Number(minute) > 59 || Number(hour) > 23) return null;
  const time = `${hour.padStart(2, "0")}:${minute.padStart(2, "0")}`;
  if (dayOfMonth === "*") {
    return dayOfWeek === "*" ? { every: "day", time } : { every: "week", day: Number(dayOfWeek) % 7, time };
  }
  const day = Number(dayOfMonth);
  return dayOfWeek === "*" && day >= 1 && day <= 28 ? { every: "month", day, time } : null;
};

/** The same as a label: "Every Sunday at 03:00 (Europe/Berlin)". */
export const scheduleLabel = (given: { schedule: string; timeZone: string }): string => {
  const words = scheduleWords(given);
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}`;
};

/** A schedule in words: "every Sunday at 03:00 (Europe/Berlin)". */
export const scheduleWords = ({ schedule, timeZone }: { schedule: string; timeZone: string }): string => {
  const plain = plainScheduleOf(schedule);
  return `${plain === null ? `by the schedule ${schedule}` : plainWords(plain)} (${timeZone})`;
};

const plainWords = (plain: PlainSchedule): string => {
  switch (plain.every) {
    case "day":
      return `every day at ${plain.time}`;
    case "week":
      return `every ${weekdays[plain.day] ?? "week"} at ${plain.time}`;
    case "month":
      return `on day ${plain.day} of every month at ${plain.time}`;
  }
};
