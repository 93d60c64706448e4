import type { Filter } from "@/lib/filters/filter";
import { memoryCountWords } from "@/lib/memories/count-words";
import type { PageStore } from "@/lib/stores/page-store";

type Searched = {
  search: { filter: Filter | null; text: string };
  store: Pick<PageStore, "name" | "capabilities">;
  /** How many memories were looked at, when there may be more. */
  cappedAt: number | undefined;
};

/** After a search that found nothing: what was looked through, and what was not, in sentences. */
export const searchedWords = ({ search: { filter, text }, store, cappedAt }: Searched): string[] => {
  const what =
    text === ""
      ? "the filter"
      : `“${text}”${/\S\s+\S/.test(text) ? " as one phrase" : ""}${filter === null ? "" : ", within the filter"}`;
  if (cappedAt !== undefined)
    return [
      `Only ${memoryCountWords(cappedAt)} of ${store.name} could be checked for ${what}. Others may match.`,
      ...(text === "" ? [] : [notSearchedWords(store)]),
    ];
  if (text === "") return [`Every memory in ${store.name} was checked against the filter.`];
  return [
    `The text of every memory in ${store.name} was searched for ${what}, ignoring case.`,
    notSearchedWords(store),
  ];
};

const notSearchedWords = ({ capabilities }: Searched["store"]): string => {
  const hasCategories = !capabilities.missingFields.includes("categories");
  const filterable = hasCategories ? "IDs, metadata and categories" : "IDs and metadata";
  return `Not searched: ${filterable}, which you can filter by, and earlier versions of a text.`;
};
