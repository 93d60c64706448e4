import { formKey, type NameForm } from "@/lib/text/name-form";
import { idSeparators, type FindPersonInput, type SoughtId } from "@/lib/stores/person";
import type { StoreId } from "@/lib/stores/store-ids";
import { foldText } from "@/lib/text/fold-text";
import { withoutAccents, withSpelledUmlauts } from "@/lib/text/without-accents";
import { alikeToAny } from "./alike";
import { nameFormsOf, type NameForms } from "./name-forms";
import { emailParts, isGeneric, isTooShort, nameParts, wordsOf } from "./name-words";
import type { PersonEntity } from "./types";

/** Whom all stores are searched for. `terms`: what was typed, then the ids that were confirmed. */
export type Sought = {
  terms: readonly string[];
  /** Ids as they may be written, a line with its commas among them. */
  ids: readonly string[];
  confirmed: readonly PersonEntity[];
  forms: readonly NameForms[];
};

/** Beyond this a search takes too long; nobody has so many names. */
const formsMax = 60;
const alikeMax = 60;

export const soughtOf = (
  typed: readonly string[],
  lines: readonly string[],
  confirmed: readonly PersonEntity[],
): Sought => {
  const terms = [...new Set([...typed, ...confirmed.map(({ value }) => value)])];
  const ids = [...new Set([...terms, ...lines])];
  return { terms, ids, confirmed, forms: terms.map(nameFormsOf) };
};

/** The same in the terms of one store. */
export const findInputOf = ({ terms, ids, confirmed, forms }: Sought, storeId: StoreId): FindPersonInput => ({
  ids,
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
  (["names", "given", "near"] as const).some(
    (list) => unique(forms.flatMap((each) => each[list])).length > formsMax,
  );

const once = (forms: readonly NameForm[]): NameForm[] => unique(forms).slice(0, formsMax);

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
      .flatMap((term) => wordsOf(localOf(term)))
      .flatMap((word) => word.split(/\p{N}+/u))
      .filter((word) => !isTooShort(word) && !isGeneric(word))
      .flatMap(spellingsOf),
  );

/** What has no name in it is spelled like all other ids of its kind: "user_8841". */
const nearOf = (terms: readonly string[]): string[] =>
  folded(
    terms.filter((term) => nameParts(term).names.length > 0).map((term) => withoutAccents(localOf(term))),
  );
