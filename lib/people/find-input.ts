import { formKey, type NameForm } from "@/lib/text/name-form";
import { idSeparators, type FindPersonInput, type SoughtId } from "@/lib/stores/person";
import type { StoreId } from "@/lib/stores/store-ids";
import { foldText } from "@/lib/text/fold-text";
import { withoutAccents, withSpelledUmlauts } from "@/lib/text/without-accents";
import { alikeToAny } from "./alike";
import { nameFormsOf, wordsOfTermMax, type NameForms } from "./name-forms";
import { nameHalvesOf } from "./name-halves";
import { emailParts, isGeneric, isTooShort, nameParts, wordsOf } from "./name-words";
import { linesOf, termsOf } from "./terms";
import type { PersonEntity } from "./types";

/** Whom all stores are searched for. `terms`: what was typed, then the ids that were confirmed. */
export type Sought = {
  terms: readonly string[];
  /** Ids as they may be written, a line with its commas among them. */
  ids: readonly string[];
  /** Ids among these that may be no more than half of a name. */
  halves: readonly string[];
  confirmed: readonly PersonEntity[];
  forms: readonly NameForms[];
};

/** Beyond this a search takes too long; nobody has so many names. */
const formsMax = 60;
/** In all forms of a list together: a long name takes as long as several short ones. */
const wordsMax = 100;
const alikeMax = 60;

export const soughtOf = (text: string, confirmed: readonly PersonEntity[]): Sought => {
  const values = confirmed.map(({ value }) => value);
  const terms = [...new Set([...termsOf(text), ...values])];
  const ids = [...new Set([...terms, ...linesOf(text)])];
  const halves = nameHalvesOf(text).filter((half) => !values.includes(half));
  return { terms, ids, halves, confirmed, forms: terms.map(nameFormsOf) };
};

/** The same in the terms of one store. */
export const findInputOf = (
  { terms, ids, halves, confirmed, forms }: Sought,
  storeId: StoreId,
): FindPersonInput => ({
  ids,
  halves,
  confirmed: confirmed.filter((entity) => entity.storeId === storeId),
  isAlike: alikeToAny(terms),
  alike: { same: sameOf(terms), parts: partsOf(terms), near: nearOf(terms) },
  carried: carriedOf(terms),
  names: once(forms.flatMap(({ names }) => names)),
  given: once(forms.flatMap(({ given }) => given)),
  near: once(forms.flatMap(({ near }) => near)),
});

/** Each is compared with all metadata. */
const carriedMax = 10;

/** Of the terms those that are one person's: e-mails, and ids that are told apart by their numbers. */
const carriedOf = (terms: readonly string[]): SoughtId[] =>
  terms
    .filter((term) => emailParts(term) !== null || isNumbered(term))
    .slice(0, carriedMax)
    .map((term) => ({
      term,
      written: JSON.stringify(term.toLowerCase()),
      form: { words: wordsOf(term), isNear: false },
    }))
    .filter(({ form }) => form.words.length > 0);

const numberedLengthMin = 6;

/** "cus_QmX7tB2", and not "7" or "Apollo 11". */
const isNumbered = (term: string): boolean =>
  /\p{N}/u.test(term) && !/\s/u.test(term) && Array.from(term).length >= numberedLengthMin;

/** Whether not all of the names are looked for. */
export const hasTooManyNames = ({ forms }: Sought): boolean =>
  (["names", "given", "near"] as const).some((list) => {
    const all = forms.flatMap((each) => each[list]);
    return once(all).length < unique(all).length;
  });

const once = (forms: readonly NameForm[]): NameForm[] => {
  let wordCount = 0;
  return unique(forms)
    .slice(0, formsMax)
    .filter(({ words }) => (wordCount += words.length) <= wordsMax);
};

const unique = (forms: readonly NameForm[]): NameForm[] => [
  ...new Map(forms.map((form) => [formKey(form), form])).values(),
];

const localOf = (term: string): string => emailParts(term)?.local ?? term;

const folded = (texts: readonly string[]): string[] =>
  [...new Set(texts.map(foldText))].filter((text) => text !== "").slice(0, alikeMax);

const spellingsOf = (text: string): string[] => [text, withoutAccents(text), withSpelledUmlauts(text)];

const sameOf = (terms: readonly string[]): string[] =>
  folded(
    terms
      .map((term) => Array.from(localOf(term)).filter((letter) => !idSeparators.includes(letter)))
      .flatMap((letters) => spellingsOf(letters.join(""))),
  );

/** Each word of a name, as an id may have it. */
const partsOf = (terms: readonly string[]): string[] =>
  folded(
    terms
      .flatMap((term) => wordsOf(localOf(term)).slice(0, wordsOfTermMax))
      .flatMap((word) => word.split(/\p{N}+/u))
      .filter((word) => !isTooShort(word) && !isGeneric(word))
      .flatMap(spellingsOf),
  );

const hasNearIds = (term: string): boolean => {
  const { length } = nameParts(term).names;
  return length > 0 && length <= wordsOfTermMax;
};

/** What has no name in it is spelled like all other ids of its kind: "user_8841". */
const nearOf = (terms: readonly string[]): string[] =>
  folded(terms.filter(hasNearIds).map((term) => withoutAccents(localOf(term))));
