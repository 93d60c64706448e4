import { createLoader, type SearchParams } from "nuqs/server";
import { ExpectedError } from "@/lib/errors/expected-error";
import {
  memorySearchFrom,
  memorySearchParams,
  type MemorySearch,
  type MemorySearchValues,
  type SearchResult,
} from "@/lib/browse/memory-search";
import { filterSchema } from "@/lib/filters/filter-schema";
import type { Filter } from "@/lib/filters/filter";

const load = createLoader(memorySearchParams, { urlKeys: {} });

/** Reads a search from a request's address; throws invalid_input, so that no part of it is ever ignored. */
export const memorySearchOf = (input: URLSearchParams | SearchParams): MemorySearch => {
  const result = readMemorySearch(load(input));
  if (!result.ok) throw new ExpectedError("invalid_input", result.problem);
  return result.search;
};

/** Makes a search of a parsed query string as memorySearchFrom does, of a sound filter only. */
export const readMemorySearch = (values: MemorySearchValues): SearchResult =>
  memorySearchFrom({ ...values, filter: soundFilter(values.filter) });

/** The filter of an address, if each of its conditions is sound. */
export const soundFilter = (filter: Filter | "unreadable" | null): Filter | "unreadable" | null => {
  if (filter === null || filter === "unreadable") return filter;
  const parsed = filterSchema.safeParse(filter);
  return parsed.success ? parsed.data : "unreadable";
};
