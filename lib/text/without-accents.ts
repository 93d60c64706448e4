import { plainText } from "./plain-text";

/** Letters that Unicode does not take apart. */
const single = new Map([
  ["ø", "o"],
  ["ł", "l"],
  ["đ", "d"],
  ["ð", "d"],
  ["ħ", "h"],
  ["ı", "i"],
  ["þ", "th"],
  ["æ", "ae"],
  ["œ", "oe"],
  ["ß", "ss"],
  ["Ø", "O"],
  ["Ł", "L"],
  ["Đ", "D"],
  ["Æ", "AE"],
  ["Œ", "OE"],
]);

/** As German and Danish write them where there are no other letters. */
const spelledOut = new Map([
  ["ä", "ae"],
  ["ö", "oe"],
  ["ü", "ue"],
  ["å", "aa"],
  ["ø", "oe"],
  ["Ä", "Ae"],
  ["Ö", "Oe"],
  ["Ü", "Ue"],
  ["Å", "Aa"],
  ["Ø", "Oe"],
]);

/** A text with its Latin letters as they are typed without accents: "Zoë" as "Zoe". */
export const withoutAccents = (text: string): string =>
  Array.from(
    plainText(text)
      .normalize("NFD")
      .replace(/(?<=\p{Script=Latin})\p{M}+/gu, "")
      .normalize("NFC"),
    (letter) => single.get(letter) ?? letter,
  ).join("");

/** The same with umlauts written in two letters: "Müller" as "Mueller". */
export const withSpelledUmlauts = (text: string): string =>
  withoutAccents(Array.from(plainText(text), (letter) => spelledOut.get(letter) ?? letter).join(""));
