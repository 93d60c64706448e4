import { foldText } from "./fold-text";
import { isAscii } from "./plain-text";

/**
 * A name as it is looked for in texts: its words side by side, with up to three characters between them that are neither letters
 * nor digits ("Caroline Smith", "caroline_smith", "CarolineSmith", "Smith, Caroline"). `isNear`: a single word in which one letter
 * may be wrong, missing, too many or swapped with the next.
 */
export type NameForm = {
  /** Folded (foldText), of letters, marks and digits alone; at least one. */
  words: readonly string[];
  isNear: boolean;
  /** One of these words has to stand right before: "Mrs Smith", "C. Smith". */
  after?: readonly string[];
};

/** Tells forms apart. */
export const formKey = ({ words, isNear, after = [] }: NameForm): string =>
  `${isNear ? "~" : ""}${words.join(" ")} ${after.join("|")}`;

/** Place of a match in a text, in UTF-16 units. */
export type Mark = { start: number; end: number };

/** What the expressions are written with: JavaScript and PostgreSQL know letters by different names. */
export type NameSyntax = {
  /** One letter. */
  letter: string;
  /** Up to three of what is neither letter nor digit. */
  gap: string;
  /** Where no letter, and where neither letter nor digit, stands before and behind. */
  before: { letter: string; any: string };
  behind: { letter: string; any: string };
};

/**
 * A regular expression for folded texts. A name in Latin letters is looked for as a word, since "Ann" is in "planning"; with the s of
 * a genitive. Other scripts write without spaces, or join what belongs to a name to it: there it may be a part of a word.
 */
export const nameSource = ({ words, isNear, after }: NameForm, syntax: NameSyntax): string => {
  const [first = "", ...others] = words;
  const joined = (parts: readonly string[]) => parts.join(syntax.gap);
  const core = isNear
    ? nearSources(first, syntax).join("|")
    : after !== undefined
      ? `(?:${after.join("|")})${syntax.gap}${joined(words)}`
      : others.length === 0
        ? first
        : `${joined(words)}|${joined([words.at(-1) ?? "", ...words.slice(0, -1)])}`;
  return words.some(isLoose) ? `(?:${core})` : wholeWord(core, words, syntax);
};

const wholeWord = (core: string, words: readonly string[], { before, behind }: NameSyntax): string => {
  const hasDigit = words.some((word) => /\p{N}/u.test(word));
  return hasDigit ? `${before.any}(?:${core})${behind.any}` : `${before.letter}(?:${core})s?${behind.letter}`;
};

/** Whether a word has letters of a script that is not Latin. */
export const isLoose = (word: string): boolean => /[^\p{Script=Latin}\p{N}\p{M}]/u.test(word);

/** With one slip, but not in the first letter: there other names begin. */
const nearSources = (word: string, { letter }: NameSyntax): string[] => {
  const letters = Array.from(word);
  const text = (from: number, to: number) => letters.slice(from, to).join("");
  const places = letters.map((_, place) => place).slice(1);
  return [
    word,
    ...places.map((place) => `${text(0, place)}${letter}?${text(place + 1, letters.length)}`),
    ...places.map((place) => `${text(0, place)}${letter}${text(place, letters.length)}`),
    `${word}${letter}`,
    ...swapsOf(word),
  ];
};

/** A word with two neighbouring letters swapped, in each place. */
export const swapsOf = (word: string): string[] => {
  const letters = Array.from(word);
  return letters
    .slice(0, -1)
    .map((letter, place) =>
      [...letters.slice(0, place), letters[place + 1], letter, ...letters.slice(place + 2)].join(""),
    );
};

// Another script beside a Latin name ends it: "Carolineさん".
const letters = "\\p{Script=Latin}\\p{M}";
const syntax: NameSyntax = {
  letter: `[${letters}]`,
  gap: `[^${letters}\\p{N}]{0,3}`,
  before: { letter: `(?<![${letters}])`, any: `(?<![${letters}\\p{N}])` },
  behind: { letter: `(?![${letters}])`, any: `(?![${letters}\\p{N}])` },
};

/** An expression that finds any of these names in a folded text; null for none. */
export const namePattern = (forms: readonly NameForm[]): RegExp | null =>
  forms.length === 0 ? null : new RegExp(forms.map((form) => nameSource(form, syntax)).join("|"), "gu");

/** Whether a text has one of the names. */
export const hasName = (text: string, pattern: RegExp): boolean => {
  pattern.lastIndex = 0;
  return pattern.test(foldText(text));
};

/** Where the names stand in a text as it is written, at most `marksMax` of them. */
export const nameMarks = (text: string, pattern: RegExp, marksMax = 50): Mark[] => {
  const { folded, starts } = foldedPlaces(text);
  const marks: Mark[] = [];
  pattern.lastIndex = 0;
  for (const match of folded.matchAll(pattern)) {
    const start = starts[match.index];
    const end = starts[match.index + match[0].length];
    if (start !== undefined && end !== undefined && end > start) marks.push({ start, end });
    if (marks.length >= marksMax) break;
  }
  return marks;
};

/** The folded text, and where in the text as written each of its units begins; one more place for the end. */
const foldedPlaces = (text: string): { folded: string; starts: readonly number[] } => {
  if (isAscii(text))
    return { folded: text.toLowerCase(), starts: Array.from({ length: text.length + 1 }, (_, at) => at) };
  let folded = "";
  const starts: number[] = [];
  // A letter with its marks is one.
  for (const match of text.matchAll(/\P{M}?\p{M}*/gu)) {
    const part = foldText(match[0]);
    folded += part;
    for (let unit = 0; unit < part.length; unit++) starts.push(match.index);
  }
  starts.push(text.length);
  return { folded, starts };
};

/** A part of a long text around the first of the names in it; a short one as it is. In UTF-16 units. */
export const windowAround = (text: string, pattern: RegExp | null, lengthMax: number): string => {
  if (text.length <= lengthMax) return text;
  const folded = foldText(text);
  if (pattern !== null) pattern.lastIndex = 0;
  const found = pattern?.exec(folded)?.index ?? 0;
  // Folding changes lengths a little.
  const around = Math.floor((found * text.length) / Math.max(1, folded.length));
  const start = Math.max(0, Math.min(around - Math.floor(lengthMax / 2), text.length - lengthMax));
  return text.slice(start, start + lengthMax).replace(/^[\udc00-\udfff]|[\ud800-\udbff]$/gu, "");
};
