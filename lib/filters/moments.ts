import { isDay } from "./instant-text";

const dayMs = 86_400_000;

/** Milliseconds, with a fraction for what lies below them. */
export const exactMs = (iso: string): number =>
  Date.parse(iso) + Number(`0.${/\.\d{3}(\d+)/.exec(iso)?.[1] ?? "0"}`);

/** Whether a range from one moment to another, both of which belong to it, has anything in it. A day is all of it, in UTC. */
export const isInOrder = (from: string, to: string): boolean =>
  exactMs(from) <= (isDay(to) ? Date.parse(to) + dayMs - 1 : exactMs(to));
