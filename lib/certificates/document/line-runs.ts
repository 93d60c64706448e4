import bidiFactory from "bidi-js";
import { withNamedInvisible } from "@/lib/text/invisible-characters";
import type { DocumentFonts, FontName, Look, Weight } from "./fonts";

export type Style = { size: number; weight: Weight; look: Look; color: string };

/** A piece of a line that one font draws in one direction; `text` in the order in which it is read. */
export type Run = { text: string; font: FontName; isRightToLeft: boolean; width: number };
/** A line as it stands on the paper: its runs from left to right. */
export type Line = { runs: Run[]; style: Style };

/** `ltr`: a sentence of the document. `auto`: as the text itself begins, for what came from outside. */
export type Direction = "ltr" | "auto";

const bidi = bidiFactory();

/**
 * Breaks a text into lines no wider than `width` points: at spaces and hyphens, in what has none wherever it must be. Each is put in
 * the order of the eye, by the Unicode bidirectional algorithm. Characters that no font has are written by their code point.
 */
export const linesOf = (fonts: DocumentFonts, text: string, style: Style, room: Room): Line[] => {
  const known = knownLines.get(fonts) ?? new Map<string, Line[]>();
  knownLines.set(fonts, known);
  const key = JSON.stringify([text, style, room]);
  const lines = known.get(key) ?? brokenLines(fonts, text, style, room);
  known.set(key, lines);
  return lines;
};

/** What was broken into lines already, for as long as its document is written: cells of a table are alike. */
const knownLines = new WeakMap<DocumentFonts, Map<string, Line[]>>();

type Room = { width: number; direction: Direction };

const brokenLines = (fonts: DocumentFonts, text: string, style: Style, { width, direction }: Room): Line[] =>
  text.split("\n").flatMap((paragraph) => {
    const shown = printable(fonts, paragraph, style.weight);
    const { levels } = bidi.getEmbeddingLevels(shown, direction === "ltr" ? "ltr" : undefined);
    const letters = lettersOf(fonts, shown, levels, style.weight);
    const widthOf = (from: number, to: number): number =>
      runsOf(letters.slice(from, to)).reduce(
        (sum, run) => sum + fonts.widthOf(textOf(run), run.font, style.size, style.look),
        0,
      );
    return breaksOf(letters, width, widthOf).map(([from, to]) => ({
      style,
      runs: inVisualOrder(runsOf(trimmed(letters, from, to))).map((run) => {
        const drawn = textOf(run);
        return {
          text: drawn,
          font: run.font,
          isRightToLeft: run.level % 2 === 1,
          width: fonts.widthOf(drawn, run.font, style.size, style.look),
        };
      }),
    }));
  });

/** As it can be printed: what cannot be seen, and what no font has, by its code point. */
const printable = (fonts: DocumentFonts, text: string, weight: Weight): string =>
  Array.from(text, (character) => {
    const codePoint = character.codePointAt(0) ?? 0;
    if (isFormat(character) || fonts.fontFor(codePoint, weight) !== null) return character;
    // Angle brackets, with which code points are written elsewhere: the fonts have others.
    if (character === "⟨") return "‹";
    if (character === "⟩") return "›";
    const named = withNamedInvisible(character);
    return named === character
      ? `‹U+${codePoint.toString(16).toUpperCase().padStart(4, "0")}›`
      : named.replace("⟨", "‹").replace("⟩", "›");
  }).join("");

/** Joiners, direction marks and isolates: they change what is beside them, and draw nothing themselves. */
const isFormat = (character: string): boolean => /[\u061c\u200c-\u200f\u2066-\u2069]/u.test(character);

/** One code point, with the font that draws it; null for what draws nothing. */
type Letter = { character: string; level: number; font: FontName | null };

const lettersOf = (fonts: DocumentFonts, text: string, levels: Uint8Array, weight: Weight): Letter[] => {
  const letters: Letter[] = [];
  let index = 0;
  let before: FontName = weight;
  for (const character of text) {
    const codePoint = character.codePointAt(0) ?? 0;
    const level = levels[index] ?? 0;
    index += character.length;
    // Spaces, marks and joiners belong to the letter before, where its font has them.
    const isCarried: boolean = /^[\s\p{M}\u200c\u200d]$/u.test(character) && fonts.has(before, codePoint);
    const font: FontName | null = isCarried
      ? before
      : isFormat(character)
        ? null
        : (fonts.fontFor(codePoint, weight) ?? weight);
    if (font !== null) before = font;
    letters.push({ character, level, font });
  }
  return letters;
};

type LetterRun = { letters: Letter[]; font: FontName; level: number };

const runsOf = (letters: readonly Letter[]): LetterRun[] => {
  const runs: LetterRun[] = [];
  for (const letter of letters) {
    const { font, level } = letter;
    if (font === null) continue;
    const last = runs.at(-1);
    if (last?.font === font && last.level === level) last.letters.push(letter);
    else runs.push({ letters: [letter], font, level });
  }
  return runs;
};

/** Rule L2: from the highest level down to the lowest odd one, what is at that level or above is turned around. */
const inVisualOrder = (runs: LetterRun[]): LetterRun[] => {
  const ordered = [...runs];
  const highest = Math.max(0, ...runs.map(({ level }) => level));
  for (let level = highest; level > 0; level--) {
    for (let start = 0; start < ordered.length; start++) {
      if ((ordered[start]?.level ?? 0) < level) continue;
      let end = start;
      while ((ordered[end]?.level ?? 0) >= level) end++;
      ordered.splice(start, end - start, ...ordered.slice(start, end).reverse());
      start = end;
    }
  }
  return ordered;
};

/**
 * What a font is given to draw. Fonts of Hebrew and Arabic turn their letters themselves; signs alone, such as brackets between
 * them, are turned here.
 */
const textOf = ({ letters, font, level }: LetterRun): string => {
  const characters = letters.map(({ character }) => character);
  if (level % 2 === 0 || font === "hebrew" || font === "arabic") return characters.join("");
  return characters
    .map((character) => bidi.getMirroredCharacter(character) ?? character)
    .reverse()
    .join("");
};

const isSpace = (letter: Letter | undefined): boolean =>
  letter !== undefined && /^[ \t]$/.test(letter.character);

const trimmed = (letters: readonly Letter[], from: number, to: number): Letter[] => {
  let end = to;
  while (end > from && isSpace(letters[end - 1])) end--;
  return letters.slice(from, end);
};

/** Lines as ranges of letters: at least one, and none without a letter but in an empty text. */
const breaksOf = (
  letters: readonly Letter[],
  width: number,
  widthOf: (from: number, to: number) => number,
): [number, number][] => {
  const lines: [number, number][] = [];
  let start = 0;
  let lineWidth = 0;
  for (const [from, to] of wordsOf(letters)) {
    const wordWidth = widthOf(from, trimmedEnd(letters, from, to));
    if (lineWidth + wordWidth > width && from > start) {
      lines.push([start, from]);
      start = from;
      lineWidth = 0;
    }
    if (wordWidth > width) {
      for (const cut of cutsOf(letters, from, to, width, widthOf)) {
        lines.push([start, cut]);
        start = cut;
      }
      lineWidth = widthOf(start, to);
    } else {
      lineWidth += widthOf(from, to);
    }
  }
  return [...lines, [start, letters.length]];
};

const trimmedEnd = (letters: readonly Letter[], from: number, to: number): number =>
  from + trimmed(letters, from, to).length;

/** A word with the spaces behind it, or up to a hyphen between letters. */
const wordsOf = (letters: readonly Letter[]): [number, number][] => {
  const words: [number, number][] = [];
  let start = 0;
  for (let index = 1; index <= letters.length; index++) {
    const [before, at] = [letters[index - 1], letters[index]];
    const isEnd =
      at === undefined ||
      (isSpace(before) && !isSpace(at)) ||
      (before?.character === "-" && isLetter(letters[index - 2]) && isLetter(at));
    if (!isEnd) continue;
    words.push([start, index]);
    start = index;
  }
  return words;
};

const isLetter = (letter: Letter | undefined): boolean =>
  letter !== undefined && /^[\p{L}\p{N}]$/u.test(letter.character);

/** Where a word that is wider than a line is cut: rather behind a sign than within a name, and never before a mark. */
const cutsOf = (
  letters: readonly Letter[],
  from: number,
  to: number,
  width: number,
  widthOf: (from: number, to: number) => number,
): number[] => {
  const cuts: number[] = [];
  let start = from;
  let lineWidth = 0;
  let lastSign = from;
  for (let index = from; index < to; index++) {
    const own = widthOf(index, index + 1);
    if (lineWidth + own > width && index > start && !isMark(letters[index])) {
      const cut = lastSign > start && widthOf(start, lastSign) > width / 2 ? lastSign : index;
      cuts.push(cut);
      start = cut;
      lineWidth = widthOf(cut, index);
    }
    lineWidth += own;
    if (/^[-_.@/:›&=?+,;]$/.test(letters[index]?.character ?? "")) lastSign = index + 1;
  }
  return cuts;
};

const isMark = (letter: Letter | undefined): boolean =>
  letter !== undefined && /^[\p{M}\u200c\u200d]$/u.test(letter.character);
