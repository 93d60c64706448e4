import { foldText } from "@/lib/text/fold-text";
import { isLoose, type NameForm } from "@/lib/text/name-form";
import { withoutAccents, withSpelledUmlauts } from "@/lib/text/without-accents";
import { emailParts, isGeneric, isTooShort, wordsOf } from "./name-words";

/** What a term is looked for by, in texts and metadata. */
export type NameForms = {
  term: string;
  /** The term as it was typed, in the spellings that mean the same. */
  names: NameForm[];
  /** What a person is called by, where there is more in the term: "Caroline", "Mrs Smith". */
  given: NameForm[];
  near: NameForm[];
  /** Whether the term is too short to be looked for. */
  isTooShort: boolean;
  /** Whether it has so many words that looking for them takes too long: it is no name. */
  isTooLong: boolean;
};

/** Full names have eight at most, and ids of several parts a few more. */
export const wordsOfTermMax = 20;

/** Shorter names are a slip away from too many words. */
const nearLengthMin = 5;
/** Each letter of it makes four more to look for. */
const nearLengthMax = 40;

export const nameFormsOf = (term: string): NameForms => {
  if (wordsOf(term).length > wordsOfTermMax)
    return { term, names: [], given: [], near: [], isTooShort: false, isTooLong: true };
  const email = emailParts(term);
  const typed = email === null ? [wordsOf(term)] : emailWords(email);
  // Of an e-mail address its beginning is what people are called by.
  const called = email === null ? wordsOf(term) : wordsOf(email.local);
  const names = typed.filter((words) => !isShort(words));
  const given = givenName(called, email !== null);
  const single = [...names.filter(({ length }) => length === 1).flat(), ...given].filter(isForNear);
  return {
    term,
    names: formsOf(names),
    given: [...formsOf(given.map((word) => [word])), ...surnameForms(called)],
    near: [...new Set(single)].map((word) => ({ words: [word], isNear: true })),
    isTooShort: names.length === 0 && given.length === 0,
    isTooLong: false,
  };
};

/** The address with its tag and without, and what is before the @ when that is more than a word. */
const emailWords = ({ local, tag, domain }: NonNullable<ReturnType<typeof emailParts>>): string[][] => {
  const isName = wordsOf(local).filter((word) => !isGeneric(word)).length > 1;
  return [
    ...(tag === null ? [] : [wordsOf(`${local}+${tag}@${domain}`)]),
    wordsOf(`${local}@${domain}`),
    ...(isName ? [wordsOf(local)] : []),
  ];
};

/** The first word that is a name, when others come with it. "user_8841" has none. */
const givenName = (words: readonly string[], isEmail: boolean): string[] => {
  const names = words.filter((word) => !isGeneric(word) && !/\p{N}/u.test(word));
  const [first] = names;
  if (first === undefined || isTooShort(first) || (words.length === 1 && !isEmail)) return [];
  return [first];
};

const titles = "mr mrs ms miss mx dr prof sir herr frau mme monsieur madame signor signora".split(" ");

/** "Mrs Smith", "C. Smith": a surname alone is too many people's. */
const surnameForms = (words: readonly string[]): NameForm[] => {
  const names = words.filter((word) => !isGeneric(word) && !/\p{N}/u.test(word));
  const [first, last] = [names[0], names.at(-1)];
  if (first === undefined || last === undefined || names.length < 2 || isTooShort(last) || isLoose(last))
    return [];
  const after = [...titles, ...Array.from(first).slice(0, 1)];
  return formsOf([[last]]).map((form) => ({ ...form, after }));
};

/** Together they are long enough to be found, or one of them is. */
const isShort = (words: readonly string[]): boolean =>
  words.length === 0 || (isTooShort(words.join("")) && words.every(isTooShort));

const isForNear = (word: string): boolean =>
  !isLoose(word) && !/\p{N}/u.test(word) && isWithin(Array.from(word).length);

const isWithin = (length: number): boolean => length >= nearLengthMin && length <= nearLengthMax;

/** Each also without accents, and with umlauts in two letters or one. */
const formsOf = (names: readonly (readonly string[])[]): NameForm[] => {
  const spelled = names.flatMap((words) => [words, ...spellings.map((spell) => words.map(spell))]);
  const once = new Map(spelled.map((words) => [words.join(" "), words.map(stemOf)]));
  return [...once.values()].map((words) => ({ words, isNear: false }));
};

const spellings: readonly ((word: string) => string)[] = [
  (word) => foldText(withoutAccents(word)),
  (word) => foldText(withSpelledUmlauts(word)),
  (word) => word.replaceAll("ae", "ä").replaceAll("oe", "ö").replaceAll("ue", "ü"),
];

/** Names in Cyrillic letters change their last vowel: "Анна", "Анны". */
const stemOf = (word: string): string => word.replace(/(?<=^\p{Script=Cyrillic}{3,})[аяйоеьи]$/u, "");
