import { foldText } from "@/lib/text/fold-text";
import { withoutAccents, withSpelledUmlauts } from "@/lib/text/without-accents";
import { editDistance } from "./edit-distance";
import { emailParts, nameParts } from "./name-words";
import { likenesses, type Likeness } from "./types";

/** What is left out of a comparison, in the order in which it is. */
const steps = ["plus_tag", "email_local_part", "unicode", "case", "separator"] as const;
type Step = (typeof steps)[number];

/**
 * Why an id may be the same person's as a term that was typed or confirmed: as little as makes them alike, in the order of
 * `likenesses`. Empty for the term itself; null when nothing speaks for it. For proposing, never for deciding: a person confirms.
 */
export const likenessOf = (term: string, id: string): Likeness[] | null =>
  likenessBetween(comparable(term), comparable(id));

/** Whether an id may be the same person's as any of the terms; many ids are asked for. */
export const alikeToAny = (terms: readonly string[]): ((id: string) => boolean) => {
  const all = terms.map(comparable);
  return (id) => {
    const other = comparable(id);
    return all.some((term) => likenessBetween(term, other) !== null);
  };
};

/** A text with what is compared of it, worked out once. */
type Comparable = { text: string; bare: readonly string[]; names: readonly string[]; digits: string };

const comparable = (text: string): Comparable => ({
  text,
  bare: formsAfter(steps, text),
  ...nameParts(text),
});

const likenessBetween = (term: Comparable, id: Comparable): Likeness[] | null => {
  if (term.text === id.text) return [];
  return inOrder(
    equalWithout(term, id) ??
      partOfName(term, id, isSame) ??
      misspelled(term, id) ??
      withSpelling(partOfName(term, id, isNearWord)),
  );
};

const inOrder = (found: readonly Likeness[] | null): Likeness[] | null =>
  found && likenesses.filter((each) => found.includes(each));

/** The fewest steps after which the two are equal; null when they never are. */
const equalWithout = (term: Comparable, id: Comparable): Step[] | null => {
  if (!term.bare.some((form) => form !== "" && id.bare.includes(form))) return null;
  const found = subsets.find((subset) => isEqualAfter(subset, term.text, id.text)) ?? [...steps];
  // Everybody's: info@ at two companies.
  const isOffice = found.includes("email_local_part") && id.names.length === 0 && id.digits === "";
  return isOffice ? null : found;
};

const subsets: readonly Step[][] = Array.from({ length: 2 ** steps.length }, (_, bits) =>
  steps.filter((_step, place) => (bits & (1 << place)) !== 0),
).sort((a, b) => a.length - b.length);

const isEqualAfter = (subset: readonly Step[], term: string, id: string): boolean => {
  const others = new Set(formsAfter(subset, id));
  return formsAfter(subset, term).some((form) => form !== "" && others.has(form));
};

/** A text without what the steps leave out; with two spellings of umlauts there are two. */
const formsAfter = (subset: readonly Step[], text: string): string[] => {
  const has = (step: Step) => subset.includes(step);
  const email = emailParts(text);
  let base = text;
  if (email !== null) {
    const tag = email.tag === null || has("plus_tag") ? "" : `+${email.tag}`;
    base = `${email.local}${tag}${has("email_local_part") ? "" : `@${email.domain}`}`;
  }
  const spelled = has("unicode") ? [withoutAccents(base), withSpelledUmlauts(base)] : [base];
  return spelled
    .map((form) => (has("case") ? (has("unicode") ? foldText(form) : form.toLowerCase()) : form))
    .map((form) => (has("separator") ? form.replace(/[^\p{L}\p{M}\p{N}]+/gu, "") : form));
};

/** The name is in the id, or the id is a part of the name, or its initials. */
const partOfName = (name: Comparable, other: Comparable, compare: Compare): Likeness[] | null => {
  // Two that differ in a number are two people.
  if (name.digits !== "" && other.digits !== "" && name.digits !== other.digits) return null;
  if (name.names.length === 0 || other.names.length === 0) return null;
  const whole = name.names.join("");
  const isPartOfName =
    hasWords(other.names, name.names, compare) ||
    isPart(name.names, other.names, compare) ||
    initialsOf(name.names).has(other.names.join("")) ||
    initialsOf(other.names).has(whole) ||
    (whole.length >= (isWide(whole) ? 2 : gluedMin) && other.names.some((word) => word.includes(whole)));
  return isPartOfName ? ["name_in_id"] : null;
};

const withSpelling = (found: Likeness[] | null): Likeness[] | null => found && [...found, "spelling"];

/** A shorter name may be a part of any word. */
const gluedMin = 5;
const partMin = 3;

type Compare = (some: string, other: string) => boolean;
const isSame: Compare = (some, other) => some === other;

/** One slip in five letters, two in nine. */
const isNear: Compare = (some, other) => {
  const max = slipsMax(Math.min(some.length, other.length));
  return some === other || (max > 0 && editDistance(some, other, max) <= max);
};
/** Of a word among others: short names are a slip away from other people's. */
const isNearWord: Compare = (some, other) =>
  some === other || (Math.min(some.length, other.length) >= 6 && isNear(some, other));

const slipsMax = (length: number): number => (length >= 9 ? 2 : length >= 5 ? 1 : 0);

const hasWords = (words: readonly string[], wanted: readonly string[], compare: Compare): boolean =>
  wanted.some((word) => word.length >= partMin || isWide(word)) &&
  wanted.every((word) => words.some((each) => compare(each, word)));

const isWide = (word: string): boolean => /[^\p{Script=Latin}\p{M}]/u.test(word);

/** The id has nothing but words of the name. */
const isPart = (name: readonly string[], words: readonly string[], compare: Compare): boolean =>
  words.length < name.length && hasWords(name, words, compare);

/** "csmith", "smithc", "carolines" of "Caroline Smith". */
const initialsOf = (names: readonly string[]): ReadonlySet<string> => {
  const [first, last] = [names[0], names.at(-1)];
  if (first === undefined || last === undefined || names.length < 2) return new Set();
  const initial = (word: string) => Array.from(word)[0] ?? "";
  return new Set([initial(first) + last, last + initial(first), first + initial(last)]);
};

const misspelled = (term: Comparable, id: Comparable): Likeness[] | null => {
  const [some, other] = [term.names.join(""), id.names.join("")];
  return term.digits === id.digits && some !== other && isNear(some, other) ? ["spelling"] : null;
};
