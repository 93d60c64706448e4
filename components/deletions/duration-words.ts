const secondMs = 1000;
const minuteMs = 60 * secondMs;
const hourMs = 60 * minuteMs;

/** A length of time (milliseconds) in the two units that matter: "40 ms", "3.2 s", "4 min 10 s", "2 h 5 min". */
export const durationWords = (ms: number): string => {
  const length = Math.max(0, Math.round(ms));
  if (length < secondMs) return `${length} ms`;
  if (length < 10 * secondMs) return `${(Math.floor(length / 100) / 10).toFixed(1)} s`;
  if (length < minuteMs) return `${Math.floor(length / secondMs)} s`;
  if (length < hourMs) return pair(length, minuteMs, "min", secondMs, "s");
  return pair(length, hourMs, "h", minuteMs, "min");
};

const pair = (ms: number, bigMs: number, big: string, smallMs: number, small: string): string => {
  const rest = Math.floor((ms % bigMs) / smallMs);
  return `${Math.floor(ms / bigMs)} ${big}${rest === 0 ? "" : ` ${rest} ${small}`}`;
};
