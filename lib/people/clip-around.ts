import type { Mark } from "@/lib/text/name-form";

/** Shown of a text, in UTF-16 units, and of it before the first mark. */
const shownLengthMax = 300;
const beforeMax = 90;

/** The part of a text that stands around its first mark, with "…" where something is left out, and the marks in it. */
export const clipAround = (text: string, marks: readonly Mark[]): { text: string; marks: Mark[] } => {
  if (text.length <= shownLengthMax) return { text, marks: [...marks] };
  const first = marks[0]?.start ?? 0;
  const start = first <= beforeMax ? 0 : wordStart(text, first - beforeMax, first);
  const end = Math.min(text.length, start + shownLengthMax);
  const inside = text.slice(start, end).replace(/[\ud800-\udbff]$/u, "");
  const before = start === 0 ? "" : "…";
  const shift = before.length - start;
  return {
    text: `${before}${inside}${end < text.length ? "…" : ""}`,
    marks: marks
      .filter((mark) => mark.start >= start && mark.end <= start + inside.length)
      .map((mark) => ({ start: mark.start + shift, end: mark.end + shift })),
  };
};

/** Where a word begins behind a place, and before another. */
const wordStart = (text: string, from: number, to: number): number => {
  const gap = /\s\S/u.exec(text.slice(from, to));
  if (gap !== null) return from + gap.index + 1;
  return /[\udc00-\udfff]/.test(text[from] ?? "") ? from + 1 : from;
};
