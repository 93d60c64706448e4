import { foldText } from "./fold-text";

/**
 * A text as it is compared to tell repeats: folded (fold-text.ts), each run of white space one space, none at the ends. SQL says
 * the same in drizzle/schema/normalised-sql.ts; its test holds the two against each other.
 */
export const normalisedText = (text: string): string =>
  foldText(text)
    .replace(/[\t-\r \u0085\u1680\u2028\u2029]+/g, " ")
    .replace(/^ | $/g, "");
