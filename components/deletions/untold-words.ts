import type { UntoldCounts } from "@/lib/deletions/types";

/** What a history that was asked for an entity cannot tell, as sentences. */
export const untoldSentences = ({ listed, filter, everything, unreadable }: UntoldCounts): string => {
  const parts = [
    listed > 0 ? `${number(listed)} of individually listed memories` : null,
    filter > 0 ? `${number(filter)} by a filter on other fields` : null,
    everything > 0 ? `${number(everything)} of everything or with a wildcard` : null,
  ].filter((part) => part !== null);
  const count = listed + filter + everything;
  const sentences = [
    count === 0
      ? "Every other deletion here named another user, agent, app or run."
      : `${number(count)} other ${count === 1 ? "deletion" : "deletions"} named no one (${list.format(parts)}). The history does not show whether ${count === 1 ? "it" : "they"} deleted memories with this ID.`,
    unreadable > 0
      ? `${number(unreadable)} ${unreadable === 1 ? "was" : "were"} recorded under another LETHE_SECRET and cannot be looked up.`
      : null,
  ];
  return sentences.filter((sentence) => sentence !== null).join(" ");
};

const list = new Intl.ListFormat("en-GB");
const number = (value: number): string => value.toLocaleString("en");
