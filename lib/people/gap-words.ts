import type { PersonGap } from "@/lib/stores/person";
import type { StoreId } from "@/lib/stores/store-ids";
import { clipText } from "@/lib/text/clip-text";
import type { NotSearched } from "./types";

export const tooShortWords = (term: string): string =>
  `“${term}” is too short to be looked for in texts: it was only compared with IDs.`;

export const tooLongWords = (term: string): string =>
  `“${clipText(term, 60)}…” has too many words to be looked for in texts: it was only compared with IDs.`;

export const tooManyNamesWords =
  "These are too many names to look for in texts at once: some were only compared with IDs.";

type NamedStore = { storeId: StoreId; name: string };

export const alikeBounded = ({ storeId, name }: NamedStore): NotSearched => ({
  storeId,
  reason: "too_many",
  words: `${name} has more IDs like these than are shown. Type more of the name to see fewer.`,
});

/** What was not searched in a store, or not wholly, with a sentence about it. */
export const gapWords = ({ storeId, name }: NamedStore, gap: PersonGap): NotSearched => {
  const said = (reason: NotSearched["reason"], words: string): NotSearched => ({ storeId, reason, words });
  switch (gap.what) {
    case "everything":
      switch (gap.reason) {
        case "examined":
          return said(
            "examined_only",
            `${name} cannot search, and is too large to be read: ${numbered(gap.count)} of its memories were read for similar IDs, names in texts and metadata, and the rest only as far as its own search goes.`,
          );
        case "moving":
          return said(
            "examined_only",
            `${name} changed while it was being read, so some memories may have been missed.`,
          );
        case "unreadable":
          return said(
            "unreadable",
            `${name} has memories that could not be read (${numbered(gap.count)}): they were not searched.`,
          );
      }
    case "alike":
      return gap.reason === "timed_out"
        ? said("timed_out", `Looking for similar IDs in ${name} took too long and was stopped.`)
        : said("too_many", `${name} has too many IDs to compare each: misspelled ones were not looked for.`);
    case "metadata":
      return said("no_metadata_search", `Searching the metadata in ${name} took too long and was stopped.`);
    case "text":
      return said("timed_out", `Searching the texts in ${name} took too long and was stopped.`);
    case "version":
      return said("timed_out", `Searching earlier versions in ${name} took too long and was stopped.`);
    case "feedback":
      return said("timed_out", `Searching the feedback in ${name} took too long and was stopped.`);
    case "near":
      return said(
        "timed_out",
        `Looking for misspelled names in the texts of ${name} took too long and was stopped.`,
      );
    case "run":
      return said("timed_out", `Looking through their runs in ${name} took too long and was stopped.`);
  }
};

const numbered = (count: number): string => count.toLocaleString("en-US");
