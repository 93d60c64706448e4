import type { Filter, FilterField } from "@/lib/filters/filter";
import { memoryCountWords } from "@/lib/memories/count-words";
import { memoryFields } from "@/lib/memories/fields";
import type { PageStore } from "@/lib/stores/page-store";

type Searched = {
  search: { filter: Filter | null; text: string };
  store: Pick<PageStore, "name" | "capabilities">;
  /** How many memories were looked at, when there may be more. */
  cappedAt: number | undefined;
};

/** After a search that found nothing: what was looked through, and what was not, in sentences. */
export const searchedWords = ({ search, store, cappedAt }: Searched): string[] => {
  const { filter, text } = search;
  const looked =
    text === ""
      ? "checked against the filter"
      : `searched for “${text}”${/\S\s+\S/.test(text) ? " as one phrase" : ""}${filter === null ? "" : ", along with the filter"}, capital and small letters alike`;
  const all =
    cappedAt === undefined
      ? `The text of every memory in ${store.name} was ${looked}.`
      : `Only ${memoryCountWords(cappedAt)} of ${store.name} could be ${looked}. There may be more, and some of those may match.`;
  const whole = text === "" ? all.replace("The text of every", "Every") : all;
  return text === "" ? [whole] : [whole, notSearchedWords(store)];
};

const filtered: readonly FilterField[] = [
  "user_id",
  "agent_id",
  "app_id",
  "run_id",
  "metadata",
  "categories",
];

const notSearchedWords = ({ capabilities }: Searched["store"]): string => {
  const known = filtered.filter((field) => !capabilities.missingFields.includes(field));
  const labels = known.map(
    (field) => `${memoryFields[field].label.toLowerCase()}${isId(field) ? " id" : ""}`,
  );
  return `Not searched: ${list.format(labels)}, which a filter finds, and earlier versions of a text.`;
};

const isId = (field: FilterField): boolean => field.endsWith("_id");
const list = new Intl.ListFormat("en");
