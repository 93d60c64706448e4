import { plainText } from "@/lib/text/plain-text";

/** What can be typed at once, in UTF-16 units. */
export const personTextLengthMax = 2_000;

/**
 * The names, e-mails and ids in a typed text, each once, in the order typed: commas, semicolons and line breaks stand between
 * them.
 */
export const termsOf = (text: string): string[] => {
  const terms = text.split(/[,;\n\r\u2028\u2029]+/u).map((part) => part.trim());
  return [...new Set(terms.filter((term) => plainText(term) !== ""))];
};
