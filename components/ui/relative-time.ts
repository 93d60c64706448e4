const steps = [
  { unit: "year", ms: 31_557_600_000 },
  { unit: "month", ms: 2_629_800_000 },
  { unit: "day", ms: 86_400_000 },
  { unit: "hour", ms: 3_600_000 },
  { unit: "minute", ms: 60_000 },
] as const;

const format = new Intl.RelativeTimeFormat("en", { numeric: "auto", style: "short" });

/**
 * "3 hr. ago", "yesterday", "just now": the distance between two instants (milliseconds) in words. `countsSeconds`: "8 sec. ago",
 * for callers that render it anew each second.
 */
export const relativeTime = (at: number, now: number, { countsSeconds = false } = {}): string => {
  const distance = at - now;
  const step = steps.find(({ ms }) => Math.abs(distance) >= ms);
  if (step === undefined && countsSeconds) return format.format(Math.trunc(distance / 1_000), "second");
  return step === undefined ? "just now" : format.format(Math.trunc(distance / step.ms), step.unit);
};
