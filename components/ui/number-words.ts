/** "at least 1,000", where a store cannot count further. */
export const numberWords = ({ count, isLowerBound }: { count: number; isLowerBound?: true }): string =>
  `${isLowerBound ? "at least " : ""}${count.toLocaleString("en")}`;
