import { wordsOf } from "./name-words";
import { linesOf } from "./terms";

/**
 * Of the terms, those that may be no more than half of one name: a line like "Smith, Caroline" is one person, and a user "Smith" may be
 * another.
 */
export const nameHalvesOf = (text: string): string[] =>
  linesOf(text).flatMap((line) => {
    const parts = line.split(/[,;]/u).map((part) => part.trim());
    const [last = "", first = ""] = parts;
    if (parts.length !== 2 || line.includes(";") || !lastName.test(last) || !firstNames.test(first))
      return [];
    const [lastWords, firstWords] = [wordsOf(last), wordsOf(first)];
    // "caroline, Caroline Smith" names her twice.
    return firstWords.some((word) => lastWords.includes(word)) ? [] : parts;
  });

const word = String.raw`[\p{L}\p{M}'’.-]+`;
const lastName = new RegExp(
  `^(?:(?:von|van|der|den|de|del|della|di|da|le|la|el|al|bin|ibn)\\s+)*${word}$`,
  "iu",
);
const firstNames = new RegExp(`^${word}(?:\\s+${word}){0,2}$`, "u");
