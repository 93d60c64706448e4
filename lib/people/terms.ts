import { plainText } from "@/lib/text/plain-text";

/** What can be typed at once, in UTF-16 units. */
export const personTextLengthMax = 2_000;
/** As many names, e-mails and ids are looked for together. */
export const termsMax = 50;

/**
 * The names, e-mails and ids in a typed text, each once, in the order typed: commas, semicolons and line breaks stand between
 * them.
 */
export const termsOf = (text: string): string[] => partsOf(text, /[,;\n\r\u2028\u2029]+/u);

/** Its lines as they are: an id may have a comma in it. */
export const linesOf = (text: string): string[] => partsOf(text, /[\n\r\u2028\u2029]+/u);

const partsOf = (text: string, separator: RegExp): string[] => {
  const parts = text.split(separator).map((part) => part.trim());
  return [...new Set(parts.filter((part) => plainText(part) !== ""))];
};
