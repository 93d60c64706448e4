import { casePairs } from "./case-pairs";
import { decomposed, isAscii } from "./plain-text";

const folds = new Map<string, string>([
  ...Array.from("ABCDEFGHIJKLMNOPQRSTUVWXYZ", (letter) => [letter, letter.toLowerCase()] as const),
  ...casePairs,
  ["ß", "ss"],
  ["ẞ", "ss"],
]);

/**
 * What a text is found by: two texts that read the same but for upper and lower case come out as one. Unicode's full case
 * folding of NFKC, without what is not seen (https://www.unicode.org/versions/latest/core-spec/chapter-3/#G53253), and with
 * all four of the Turkish letters i as one. Accents count. For finding only, never for telling ids apart.
 * The database has the same in fold-sql.ts; fold-sql.test.ts holds the two against each other.
 */
export const foldText = (text: string): string =>
  isAscii(text)
    ? text.toLowerCase()
    : Array.from(decomposed(text), (character) => folds.get(character) ?? character)
        .join("")
        .replaceAll("i\u0307", "i")
        .normalize("NFC");

/** Whether a text contains another, as people see it; an empty one is in every text. */
export const containsFolded = (text: string, part: string): boolean =>
  foldText(text).includes(foldText(part));
