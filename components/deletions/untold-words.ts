import type { UntoldCounts } from "@/lib/deletions/types";

/** What a history that was asked for an entity cannot tell, as sentences. */
export const untoldSentences = ({ listed, filter, everything, unreadable }: UntoldCounts): string => {
  const parts = [
    listed > 0 ? `${number(listed)} of memories listed one by one` : null,
    filter > 0 ? `${number(filter)} by a filter on something else` : null,
    everything > 0 ? `${number(everything)} of everything or by a wildcard` : null,
  ].filter((part) => part !== null);
  const count = listed + filter + everything;
  const sentences = [
    count === 0
      ? "No other deletion here left open whom it was about."
      : `${number(count)} other ${count === 1 ? "deletion" : "deletions"} named nobody (${list.format(parts)}): whether ${count === 1 ? "it" : "they"} took memories of this id, the history does not tell.`,
    unreadable > 0
      ? `${number(unreadable)} ${unreadable === 1 ? "was" : "were"} written under another LETHE_SECRET and cannot be looked up.`
      : null,
  ];
  return sentences.filter((sentence) => sentence !== null).join(" ");
};

const list = new Intl.ListFormat("en");
const number = (value: number): string => value.toLocaleString("en");
