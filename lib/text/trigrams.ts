import { foldText } from "./fold-text";

/** As PostgreSQL's pg_trgm makes them: of each word of letters and digits, with two spaces before it and one behind. */
export const trigramsOf = (text: string): ReadonlySet<string> => {
  const words = foldText(text).match(/[\p{L}\p{N}]+/gu) ?? [];
  return new Set(
    words.flatMap((word) => {
      const padded = `  ${word} `;
      return Array.from({ length: padded.length - 2 }, (_, start) => padded.slice(start, start + 3));
    }),
  );
};
