import { durationWords } from "./duration-words";

/** How many memories a deletion had dealt with at an instant (milliseconds). */
export type ProgressSample = { at: number; doneCount: number };

// Long enough to level out single batches, short enough to follow a store that slows down.
const windowMs = 10_000;
const shownFromMs = 1_000;

/** The samples with a new one, without those that are too old to tell of the pace now. */
export const withSample = (
  samples: readonly ProgressSample[],
  sample: ProgressSample,
): readonly ProgressSample[] => [...samples.filter(({ at }) => sample.at - at <= windowMs), sample];

/** "about 1,200 a second, about 4 s left", by the newest samples; null as long as they say too little. */
export const paceWords = (samples: readonly ProgressSample[], totalCount: number): string | null => {
  const first = samples.at(0);
  const last = samples.at(-1);
  if (first === undefined || last === undefined || last.at - first.at < shownFromMs) return null;
  const perSecond = ((last.doneCount - first.doneCount) * 1000) / (last.at - first.at);
  if (perSecond <= 0) return null;
  const seconds = Math.ceil((totalCount - last.doneCount) / perSecond);
  const rate = perSecond < 1 ? "less than 1" : `about ${Math.round(perSecond).toLocaleString("en")}`;
  // Whole seconds: tenths of a guess would look like knowledge.
  const left = seconds < 10 ? `${seconds} s` : durationWords(seconds * 1000);
  return `${rate} a second, about ${left} left`;
};
