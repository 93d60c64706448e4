import { createParser, parseAsInteger, parseAsString, parseAsStringLiteral } from "nuqs/server";
import type { Filter } from "@/lib/filters/filter";
import { filterNestingMax, isSearchableText } from "@/lib/filters/filter-limits";
import { writeFilter } from "@/lib/filters/write-filter";
import { nestsDeeperThan } from "@/lib/json/nesting";
import { parseExact } from "@/lib/json/parse-exact";
import { joinTopLevel, topLevelOf } from "@/lib/filters/top-level";
import { withExactValues } from "@/lib/json/scalar";
import { isMemoryId, memorySortFields, type MemorySort } from "@/lib/memories/types";
import { readPosition } from "@/lib/text/text-forms";
import { type MemoryPosition } from "@/lib/memories/memory-page";

/**
 * The view of /memories, as it stands in the URL. Everything a second person needs to see the same rows, and nothing
 * else. A part that cannot be read is an error and never ignored: a forgotten filter would show, and offer to delete,
 * everything.
 */
export type MemorySearch = {
  filter: Filter | null;
  /** Words to find in the text; empty for none. */
  text: string;
  sort: MemorySort;
  limit: number;
  cursor: { direction: "after" | "before"; position: MemoryPosition } | null;
};

export const pageSizes = [25, 50, 100, 200] as const;
export const pageSizeDefault = 50;
const sortValues = memorySortFields.flatMap((field) => [`${field}.desc`, `${field}.asc`] as const);

export const searchDefaults: MemorySearch = {
  filter: null,
  text: "",
  sort: { field: "created_at", direction: "desc" },
  limit: pageSizeDefault,
  cursor: null,
};

const filterParser = createParser<Filter | "unreadable">({
  parse: (text) => filterFromText(text) ?? "unreadable",
  serialize: (filter) => (filter === "unreadable" ? JSON.stringify(filter) : writeFilter(filter)),
  eq: (a, b) => JSON.stringify(a) === JSON.stringify(b),
});

/** Parsers of the query string, for nuqs on both sides of the wire. */
export const memorySearchParams = {
  filter: filterParser,
  q: parseAsString.withDefault(""),
  sort: parseAsStringLiteral(sortValues).withDefault("created_at.desc"),
  size: parseAsInteger.withDefault(pageSizeDefault),
  after: parseAsString,
  before: parseAsString,
};

export type MemorySearchValues = {
  filter: Filter | "unreadable" | null;
  q: string;
  sort: (typeof sortValues)[number];
  size: number;
  after: string | null;
  before: string | null;
};

export type SearchResult = { ok: true; search: MemorySearch } | { ok: false; problem: string };

/** Makes a search of the parsed query string, or says in a sentence which part cannot be read. */
export const memorySearchFrom = (values: MemorySearchValues): SearchResult => {
  if (values.filter === "unreadable") return { ok: false, problem: "The filter in this link is not valid." };
  if (values.q !== "" && !isSearchableText(values.q)) {
    return { ok: false, problem: "Search needs at least 3 characters (2 in Chinese, Japanese or Korean)." };
  }
  if (!pageSizes.some((size) => size === values.size)) {
    return { ok: false, problem: `The page size in this link is not one of ${pageSizes.join(", ")}.` };
  }
  const cursorText = values.after ?? values.before;
  const position = cursorText === null ? null : decodePosition(cursorText);
  if (cursorText !== null && position === null) {
    return { ok: false, problem: "The page in this link is not valid." };
  }
  const [field, direction] = values.sort.split(".") as [MemorySort["field"], MemorySort["direction"]];
  return {
    ok: true,
    search: {
      filter: values.filter,
      text: values.q,
      sort: { field, direction },
      limit: values.size,
      cursor: position === null ? null : { direction: values.after === null ? "before" : "after", position },
    },
  };
};

/** The search as one filter: its conditions, and its text as a condition among them. */
export const filterOf = (search: Pick<MemorySearch, "filter" | "text">): Filter | null => {
  const { filter, text } = search;
  if (text === "") return filter;
  const textCondition: Filter = { field: "text", operator: "icontains", value: text };
  // Beside the other conditions and not around them, so that it gets no deeper than a filter may be.
  return joinTopLevel([...topLevelOf(filter), textCondition]);
};

export const encodePosition = (position: MemoryPosition): string => `${position.at}~${position.id}`;

const decodePosition = (text: string): MemoryPosition | null => {
  const { at, id = "" } = readPosition(text) ?? {};
  return at !== undefined && isMemoryId(id) ? { at, id } : null;
};

const filterTextMax = 65_536;

/**
 * A filter as an address has it; null for what is built like none. Whether its conditions are sound is not looked at here, but by
 * the server, with the schema: in each request, and in the page before it is drawn (server/memory-search-request.ts). In the
 * browser an address is one that a page was drawn for, or one that the page has written.
 */
const filterFromText = (text: string): Filter | null => {
  if (text.length > filterTextMax) return null;
  try {
    const parsed = parseExact(text);
    // Before everything that works by recursion.
    if (nestsDeeperThan(parsed, filterNestingMax)) return null;
    const value = withExactValues(parsed);
    return isBuiltLikeFilter(value) ? value : null;
  } catch {
    return null;
  }
};

const isBuiltLikeFilter = (value: unknown): value is Filter =>
  typeof value === "object" && value !== null && ["field", "and", "or", "not"].some((key) => key in value);
